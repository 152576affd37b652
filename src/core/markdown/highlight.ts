import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import properties from 'highlight.js/lib/languages/properties';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml } from './html';

/** Only what lessons are written in: each language more is load time. A grammar is compiled when it is first used. */
const LANGUAGES = { bash, json, properties, python, sql, yaml };
const ALIASES: Readonly<Record<string, string>> = { sh: 'bash', shell: 'bash', py: 'python', yml: 'yaml', jsonc: 'json', kafka: 'yaml' };

function createHighlighter(): typeof core {
  const highlighter = core.newInstance();
  for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);
  return highlighter;
}

const highlighter = createHighlighter();

function colour(kind: string, text: string): string {
  return `<span class="hljs-${kind}">${escapeHtml(text)}</span>`;
}

/**
 * A request as lessons write it, without a protocol version, which the library's grammar would not know; that one also
 * tries every language on the body, and here a body is JSON.
 */
function highlightRequest(code: string): string {
  const [head = ''] = code.split('\n\n', 1);
  const [request = '', ...headers] = head.split('\n');
  const [, method = '', space = '', rest = ''] = /^([A-Z]+)([ \t]+)(.*)$/u.exec(request) ?? [];
  const first = method === '' ? escapeHtml(request) : `${colour('keyword', method)}${space}${colour('string', rest)}`;
  const others = headers.map((line) => {
    const [, name, value = ''] = /^([\w-]+)(:.*)$/u.exec(line) ?? [];
    return name === undefined ? escapeHtml(line) : colour('attr', name) + escapeHtml(value);
  });
  return [first, ...others].join('\n') + highlight(code.slice(head.length), 'json');
}

/** Code as HTML with `hljs-…` classes; a language that is not known comes out as plain text. */
export function highlight(code: string, language: string): string {
  const name = ALIASES[language] ?? language;
  if (name === 'http') return highlightRequest(code);
  if (!Object.hasOwn(LANGUAGES, name)) return escapeHtml(code);
  return highlighter.highlight(code, { language: name, ignoreIllegals: true }).value;
}

/** The code block of a page: coloured, without the line break at its end. */
export function codeBlock(code: string, language: string): string {
  const name = language === '' ? 'plaintext' : language;
  return `<pre class="code"><code class="hljs language-${escapeHtml(name)}">${highlight(code.replace(/\n$/u, ''), name)}</code></pre>`;
}
