import type { LessonFile } from '../../../src/core/lesson/lesson';

export const GLOSSARY = `terms:
  - term: слот репликации
    english: replication slot
    forms: [слот*, слот* репликации]
    lesson: 02-module-2/07-snapshot#шаг
    text: Закладка в журнале, \`active\` и "живая".
  - term: снимок
    english: snapshot
    forms: [снимок, снимк*]
    lesson: 02-module-2/07-snapshot
    text: Чтение таблицы целиком.
names: [SQL, Debezium Lab]
`;

export function glossaryFile(text = GLOSSARY): LessonFile {
  return { path: 'ru/glossary.yaml', text };
}
