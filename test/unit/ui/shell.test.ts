import { expect, it } from 'vitest';
import { pageStrings } from '../../../src/ui/webview/pageStrings';
import { createNonce, pageHtml, type Page } from '../../../src/ui/webview/shell';
import { words } from './treeText';

const page: Page = { kind: 'lesson', title: '</title><script>', locale: 'ru', strings: pageStrings(words), body: '<main></main>' };
const sources = {
  cspSource: 'https://csp.test',
  script: 'https://csp.test/lesson.js',
  style: 'p { color: red }',
  icons: 'https://csp.test/codicon.css',
};

it('allows the page its own files and nothing else', () => {
  const html = pageHtml(page, sources, 'abc');
  const policy = /Content-Security-Policy" content="([^"]+)"/u.exec(html)?.[1]?.replaceAll('&#39;', "'");
  expect(policy).toBe(
    "default-src 'none'; script-src 'nonce-abc'; style-src https://csp.test 'unsafe-inline'; font-src https://csp.test; img-src https://csp.test data:",
  );
});

it('has one script, by nonce, and none inline', () => {
  const html = pageHtml(page, sources, 'abc');
  expect(html.match(/<script/gu)).toHaveLength(1);
  expect(html).toContain('<script type="module" async nonce="abc" src="https://csp.test/lesson.js"></script>');
});

it('names nothing else that would have to be fetched before VS Code shows the page', () => {
  const html = pageHtml(page, sources, 'abc');
  expect(html).toContain('<style>\np { color: red }\n</style>');
  expect(html).not.toContain('<link');
  expect(html.match(/\ssrc=/gu)).toHaveLength(1);
});

it('lets neither an address nor a style sheet end its element', () => {
  const hostile = { ...sources, script: 'https://csp.test/"></script>', style: '/* </style><script> */' };
  const html = pageHtml(page, hostile, 'abc');
  expect(html.match(/<\/script>/gu)).toHaveLength(1);
  expect(html.match(/<\/style>/gu)).toHaveLength(1);
});

it('takes the title for text', () => {
  expect(pageHtml(page, sources, 'abc')).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
});

it('hands the labels over intact', () => {
  const strings = { ...page.strings, run: `"Run" <'&'>` };
  const attribute = /data-strings="([^"]+)"/u.exec(pageHtml({ ...page, strings }, sources, 'abc'))?.[1] ?? '';
  const entities: Readonly<Record<string, string>> = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&#39;': "'", '&amp;': '&' };
  expect(JSON.parse(attribute.replace(/&(?:quot|lt|gt|#39|amp);/gu, (entity) => entities[entity] ?? ''))).toEqual(strings);
});

it('gives every page another nonce', () => {
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\da-f]{32}$/u);
});
