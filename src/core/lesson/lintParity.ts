import { msg } from '../message';
import { FIRST_LOCALE } from './lesson';
import type { Finding, Lesson } from './lesson';

const RULE = 'parity';
const FIELDS = ['order', 'difficulty', 'duration', 'lab'] as const;

function missing(lesson: Lesson, locale: string): Finding {
  const fix = msg('Write {0}.', `${locale}/${lesson.id}.md`);
  return { file: lesson.path, line: 1, rule: RULE, message: msg('The lesson is not there in the language {0}.', locale), fix };
}

/** What is in one list of ids and not in the other. */
function difference(a: readonly { readonly id: string }[], b: readonly { readonly id: string }[]): readonly string[] {
  const other = new Set(b.map(({ id }) => id));
  return a.map(({ id }) => id).filter((id) => !other.has(id));
}

function byKind({ kind }: Lesson['helpers'][number]): { readonly id: string } {
  return { id: kind };
}

function compare(first: Lesson, translation: Lesson): readonly Finding[] {
  const at = { file: translation.path, rule: RULE };
  const fix = msg('Make it the same as in {0}.', first.path);
  const fields = FIELDS.filter((field) => first[field] !== translation[field]).map((field) => ({
    ...at,
    line: 1,
    message: msg('The field "{0}" differs between the languages.', field),
    fix,
  }));
  const lacking = [
    ...difference(first.steps, translation.steps),
    ...difference(first.snippets, translation.snippets),
    ...difference(first.predictions, translation.predictions),
    ...difference(first.troubles, translation.troubles),
    ...difference(first.helpers.map(byKind), translation.helpers.map(byKind)),
  ].map((id) => ({
    ...at,
    line: 1,
    message: msg('"{0}" is missing here.', id),
    fix,
  }));
  const added = [
    ...difference(translation.steps, first.steps),
    ...difference(translation.snippets, first.snippets),
    ...difference(translation.predictions, first.predictions),
    ...difference(translation.troubles, first.troubles),
    ...difference(translation.helpers.map(byKind), first.helpers.map(byKind)),
  ].map((id) => ({
    ...at,
    line: 1,
    message: msg('"{0}" is not in the lesson this is a translation of.', id),
    fix,
  }));
  const originals = new Map(first.snippets.map((snippet) => [snippet.id, snippet]));
  const code = translation.snippets
    .filter(({ id, code: text }) => (originals.get(id)?.code ?? text) !== text)
    .map(({ id, line }) => ({ ...at, line, message: msg('The code of "{0}" differs between the languages.', id), fix }));
  return [...fields, ...lacking, ...added, ...code];
}

/** With lessons in a second language: every lesson is there in both, with the same steps and the same code. */
export function lintParity(lessons: readonly Lesson[]): readonly Finding[] {
  const locales = [...new Set(lessons.map(({ locale }) => locale))].filter((locale) => locale !== FIRST_LOCALE);
  const originals = lessons.filter(({ locale }) => locale === FIRST_LOCALE);
  return locales.flatMap((locale) => {
    const translations = new Map(lessons.filter((lesson) => lesson.locale === locale).map((lesson) => [lesson.id, lesson]));
    const compared = originals.flatMap((original) => {
      const translation = translations.get(original.id);
      return translation ? compare(original, translation) : [missing(original, locale)];
    });
    const known = new Set(originals.map(({ id }) => id));
    return [...compared, ...[...translations.values()].filter(({ id }) => !known.has(id)).map((lesson) => missing(lesson, FIRST_LOCALE))];
  });
}
