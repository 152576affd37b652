import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import type { Term } from '../../../src/core/glossary/term';
import * as engine from '../../../src/core/lesson/index';
import { parseLesson } from '../../../src/core/lesson/parser';
import { english } from '../../../src/core/message';
import type { Words } from '../../../src/ui/views/words';
import { lessonBody } from '../../../src/ui/webview/lessonHtml';
import { pageStrings } from '../../../src/ui/webview/pageStrings';
import { createNonce, pageHtml, type Page } from '../../../src/ui/webview/shell';
import { readTheme, type ThemeName } from './theme';

export const WORDS: Words = { locale: 'en', text: english };

/** What VS Code puts under every webview's own styles; the pages must come out right on top of it. */
const WEBVIEW_DEFAULTS = `@layer vscode-default {
  body { margin: 0; padding: 0 20px; background: transparent; color: var(--vscode-editor-foreground); font-size: var(--vscode-font-size); }
  a, a code { color: var(--vscode-textLink-foreground); }
  code { padding: 1px 3px; border-radius: 4px; color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); }
  blockquote { background: var(--vscode-textBlockQuote-background); }
  img, video { max-width: 100%; }
}`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export type PageContent = Pick<Page, 'kind' | 'title' | 'body'>;

const FIXTURE = readFileSync(path.join(import.meta.dirname, '../lesson.md'), 'utf8');

/** The body of a lesson page, by the host's own parser and renderer. */
export function lessonPage(text: string, glossary: readonly Term[] = []): PageContent {
  const { lesson, findings } = parseLesson({ path: 'ru/02-module-2/01-page.md', text });
  if (lesson === null) throw new Error(`the fixture has faults: ${JSON.stringify(findings)}`);
  const course = { modules: [], glossary, findings: [] };
  const body = lessonBody(engine, lesson, { course, endpoints: null, words: WORDS, assetUrl: (file) => file });
  return { kind: 'lesson', title: lesson.title, body };
}

function term(id: string, word: string, forms: readonly string[]): Term {
  const text = `Объяснение слова «${word}», за которым стоит \`code\` и ещё несколько слов, чтобы не уместиться в строку.`;
  return { id, term: word, english: id, text, forms, except: [], lesson: '01-module-1/03-lab-setup#kafka' };
}

export const TERMS: readonly Term[] = [term('publication', 'публикация', ['публикаци*']), term('chunk', 'кусок', ['кусок', 'куск*'])];

/** Prose with two terms, one of them at the end of a line, and something to scroll over. */
export const LESSON_WITH_TERMS = lessonPage(
  `---\n${FIXTURE.split('---\n')[1] ?? ''}---\n\n# Слова\n\nЗдесь есть публикация.\n\n${'И ещё текст. '.repeat(30)}И кусок.\n\n## Дальше\n\nКонец.\n`,
  TERMS,
);

export const GLOSSARY_PAGE: PageContent = {
  kind: 'glossary',
  title: 'Glossary',
  body: `<main class="glossary">${engine.renderGlossary(TERMS, { title: 'Glossary', lead: 'All words.', explainedIn: 'Lesson:', locale: 'ru', titleOf: () => 'Лаборатория' })}</main>`,
};

/** A lesson with everything that a lesson page can hold. */
export const WHOLE_LESSON = lessonPage(FIXTURE);
/** The same without diagrams: most tests are about something else and need not wait for Mermaid. */
export const LESSON = lessonPage(FIXTURE.replaceAll(/```mermaid[^]*?```\n/gu, ''));

export const RESULTS_PAGE: PageContent = {
  kind: 'results',
  title: 'Results',
  body: '<main class="results"></main>',
};

export const PREFLIGHT_PAGE: PageContent = {
  kind: 'preflight',
  title: 'Requirements of the lab',
  body: '<main class="preflight"><h1>Requirements of the lab</h1></main>',
};

/** The whole document as VS Code shows it: the host's shell, with the theme that VS Code puts on its root and body. */
export function pageDocument(origin: string, page: PageContent, themeName: ThemeName): string {
  const theme = readTheme(themeName);
  const sources = {
    cspSource: origin,
    script: `${origin}/${page.kind}.js`,
    style: readFileSync(path.join(inject('pages'), `${page.kind}.css`), 'utf8'),
    icons: `${origin}/codicon.css`,
  };
  const variables = Object.entries(theme.variables)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
  const attributes = `class="${theme.bodyClass}" data-vscode-theme-kind="${theme.kind}" data-vscode-theme-id="${theme.id}"`;
  return pageHtml({ ...page, locale: WORDS.locale, strings: pageStrings(WORDS) }, sources, createNonce())
    .replace('<html ', `<html style="${escape(variables)}" `)
    .replace('<body ', `<body ${attributes} `)
    .replace('</title>', `</title><style id="_defaultStyles">${WEBVIEW_DEFAULTS}</style>`);
}
