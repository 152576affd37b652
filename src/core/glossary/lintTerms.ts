import type { Finding, Lesson } from '../lesson/lesson';
import { lineAt, proseOf } from '../lesson/prose';
import { msg } from '../message';
import type { ReadGlossary } from './readGlossary';
import { createTermFinder, type TermFinder } from './termFinder';

const WORD = /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/gu;
/**
 * What needs no explanation: what a program said, word for word, between quotation marks; what a piece of code means, in
 * brackets behind it; the kind of a callout.
 */
const ASIDE = /«[^»А-Яа-яЁё]*»|`\s*\([^()А-Яа-яЁё]*\)|^\[!\w+\]/gu;

/** What the glossary explains or names, as phrases of any language. */
function finderOf({ terms, names }: ReadGlossary): TermFinder {
  const english = terms.map((term) => ({ ...term, forms: [...term.forms, term.english, `${term.english}s`], except: [] }));
  const named = names.map((name) => ({ id: name, term: name, english: name, text: '', forms: [name], except: [], lesson: '' }));
  return createTermFinder([...english, ...named]);
}

/** Words in Latin letters that a lesson's prose uses and the glossary neither explains nor lists; each once. */
export function lintTerms(lesson: Lesson, glossary: ReadGlossary): readonly Finding[] {
  const find = finderOf(glossary);
  const told = new Set<string>();
  return proseOf(lesson).flatMap((piece) => {
    const prose = piece.text.replace(ASIDE, (aside) => aside.replace(/\S/gu, ' '));
    const known = find(prose);
    return [...prose.matchAll(WORD)].flatMap(({ 0: word, index }) => {
      const isKnown = known.some(({ start, end }) => start <= index && index + word.length <= end);
      if (isKnown || word.length < 2 || told.has(word.toLowerCase())) return [];
      told.add(word.toLowerCase());
      return [
        {
          file: lesson.path,
          line: lineAt(piece, index),
          rule: 'term',
          message: msg('The glossary does not explain the word "{0}".', word),
          fix: msg('Explain it in {0}, list it there under names, or set it as code.', glossary.path),
        },
      ];
    });
  });
}

/**
 * Lessons that the glossary names but the course does not have.
 * @param anchors of the headings, by lesson id
 */
export function lintGlossary(glossary: ReadGlossary, anchors: ReadonlyMap<string, ReadonlySet<string>>): readonly Finding[] {
  return glossary.terms.flatMap(({ lesson }, index) => {
    const [id = '', anchor] = lesson.split('#', 2);
    const known = anchors.get(id);
    const at = { file: glossary.path, line: glossary.lineOf(index, 'lesson') };
    if (!known) {
      const fix = msg('Write the id of a lesson, as in 01-module-1/03-lab-setup, or a relative link to its file.');
      return [{ ...at, rule: 'link-lesson', message: msg('There is no lesson "{0}".', id), fix }];
    }
    if (anchor === undefined || known.has(anchor)) return [];
    const fix = msg('Use the heading in small letters, hyphens for spaces, without punctuation.');
    return [{ ...at, rule: 'link-anchor', message: msg('No heading of {0} has the anchor "{1}".', id, anchor), fix }];
  });
}
