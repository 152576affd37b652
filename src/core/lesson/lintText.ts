import { msg } from '../message';
import { targetsOf } from '../snippet/targetTable';
import type { Finding, LessonFile } from './lesson';
import type { Block } from './outline';

/** Characters of the longest line: what is longer is read by nobody, neither in an editor nor in a difference. */
export const LONGEST_LINE = 400;

const WORD = /[A-Za-zА-Яа-яЁё]+/gu;
const LATIN = /[A-Za-z]/u;
const CYRILLIC = /[А-Яа-яЁё]/u;

/** The letters of the alphabet that the word has fewer of. */
function strangers(word: string): string {
  const latin = word.match(new RegExp(LATIN, 'gu')) ?? [];
  const cyrillic = word.match(new RegExp(CYRILLIC, 'gu')) ?? [];
  return [...new Set(latin.length < cyrillic.length ? latin : cyrillic)].join(', ');
}

/** Lines too long, and words of two alphabets: `сlot` and `slot` look alike, but a search finds one of them. */
export function lintLines({ path, text }: LessonFile): readonly Finding[] {
  return text.split(/\r\n?|\n/u).flatMap((content, index) => {
    const at = { file: path, line: index + 1 };
    const long =
      content.length > LONGEST_LINE
        ? [
            {
              ...at,
              rule: 'line-length',
              message: msg('The line has {0} characters; {1} is the most.', content.length, LONGEST_LINE),
              fix: msg('Break the line, or say it shorter.'),
            },
          ]
        : [];
    const mixed = [...new Set(content.match(WORD) ?? [])]
      .filter((word) => LATIN.test(word) && CYRILLIC.test(word))
      .map((word) => ({
        ...at,
        rule: 'mixed-letters',
        message: msg('The word "{0}" has letters of two alphabets: {1}.', word, strangers(word)),
        fix: msg('Type these letters anew, or put a hyphen between the alphabets.'),
      }));
    return [...long, ...mixed];
  });
}

/** Fences in a language that runs, or with a target, which the page shows without a button. */
export function lintFences(file: string, blocks: readonly Block[]): readonly Finding[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'fence') return [];
    const { language, attributes } = block.info;
    if (['id', 'step', 'predict', 'example'].some((name) => attributes.has(name))) return [];
    // JSON is mostly an answer that is shown; what is sent somewhere says where.
    const runs = attributes.has('target') || (language !== 'json' && targetsOf(language).length > 0);
    if (!runs) return [];
    const message = msg('The fence looks as if it could run, but it has no id.');
    return [{ file, line: block.line, rule: 'fence-id', message, fix: msg('Give it an id, or write example=true behind the language.') }];
  });
}
