import { lessonLink } from '../lesson/lessonLinks';
import { inlineRenderer } from '../lesson/render';
import { escapeHtml } from '../markdown/html';
import { termNames } from './markTerms';
import { termAnchor, type Term } from './term';

export interface GlossaryPage {
  readonly title: string;
  /** The sentence below the title. */
  readonly lead: string;
  /** Stands before the link to the lesson that explains a term. */
  readonly explainedIn: string;
  readonly locale: string;
  readonly titleOf: (lessonId: string) => string | undefined;
}

function lessonOf({ lesson }: Term, { titleOf, explainedIn }: GlossaryPage): string {
  const [id = '', anchor = null] = lesson.split('#', 2);
  const attributes = lessonLink(id, anchor).map(([name, value]) => `${name}="${escapeHtml(value)}"`);
  return `<p class="term-lesson">${escapeHtml(explainedIn)} <a ${attributes.join(' ')}>${escapeHtml(titleOf(id) ?? id)}</a></p>`;
}

/** The inner HTML of the glossary page's `<main>`: all terms by the alphabet, each with the lesson that explains it. */
export function renderGlossary(terms: readonly Term[], page: GlossaryPage): string {
  const sorted = [...terms].sort((a, b) => a.term.localeCompare(b.term, page.locale));
  const inline = inlineRenderer();
  const entries = sorted.map((term) =>
    [
      `<div class="glossary-term" id="${escapeHtml(termAnchor(term.id))}">`,
      `<dt>${termNames(term)}</dt>`,
      `<dd><p>${inline(term.text)}</p>${lessonOf(term, page)}</dd>`,
      '</div>',
    ].join('\n'),
  );
  return [
    `<h1>${escapeHtml(page.title)}</h1>`,
    `<p class="lead">${escapeHtml(page.lead)}</p>`,
    `<dl class="glossary-terms">`,
    ...entries,
    '</dl>',
  ].join('\n');
}
