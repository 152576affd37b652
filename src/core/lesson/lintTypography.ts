import { msg, type Message } from '../message';
import type { Finding, Lesson } from './lesson';
import { lineAt, proseOf } from './prose';

interface Habit {
  readonly pattern: RegExp;
  readonly message: Message;
  readonly fix: Message;
}

/** What a keyboard offers in place of the sign that Russian print has. */
const HABITS: readonly Habit[] = [
  { pattern: /"/gu, message: msg('A straight quotation mark stands in the text.'), fix: msg('Write «…», and „…“ inside.') },
  { pattern: /(?<=\s)-(?=\s)/gu, message: msg('A hyphen stands for a dash.'), fix: msg('Write —.') },
  { pattern: /\.{3}/gu, message: msg('Three dots stand for an ellipsis.'), fix: msg('Write ….') },
  {
    pattern: /(?<=[^\s])[ \n]—/gu,
    message: msg('The line may break before the dash.'),
    fix: msg('Put a non-breaking space (U+00A0) before it.'),
  },
  {
    pattern: /(?<=\d)[ \n](?=\d{3}(?!\d)|[КМГ]Б|мс(?![а-я]))/gu,
    message: msg('The line may break inside the number.'),
    fix: msg('Put a non-breaking space (U+00A0) there.'),
  },
];

/** What a typesetter would correct in a Russian lesson. */
export function lintTypography(lesson: Lesson): readonly Finding[] {
  if (lesson.locale !== 'ru') return [];
  return proseOf(lesson).flatMap((piece) =>
    HABITS.flatMap(({ pattern, message, fix }) =>
      [...piece.text.matchAll(pattern)].map(({ index }) => ({
        file: lesson.path,
        line: lineAt(piece, index),
        rule: 'typography',
        message,
        fix,
      })),
    ),
  );
}
