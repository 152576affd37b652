import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import http from 'highlight.js/lib/languages/http';
import json from 'highlight.js/lib/languages/json';
import properties from 'highlight.js/lib/languages/properties';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml } from './html';

/** Only what lessons are written in: each language more is load time. A grammar is compiled when it is first used. */
const LANGUAGES = { bash, http, json, properties, python, sql, yaml };
const ALIASES: Readonly<Record<string, string>> = { sh: 'bash', shell: 'bash', py: 'python', yml: 'yaml', jsonc: 'json' };

function createHighlighter(): typeof core {
  const highlighter = core.newInstance();
  for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);
  return highlighter;
}

const highlighter = createHighlighter();

/** Code as HTML with `hljs-…` classes; a language that is not known comes out as plain text. */
export function highlight(code: string, language: string): string {
  const name = ALIASES[language] ?? language;
  if (!Object.hasOwn(LANGUAGES, name)) return escapeHtml(code);
  return highlighter.highlight(code, { language: name, ignoreIllegals: true }).value;
}

/** The code block of a page: coloured, without the line break at its end. */
export function codeBlock(code: string, language: string): string {
  const name = language === '' ? 'plaintext' : language;
  return `<pre class="code"><code class="hljs language-${escapeHtml(name)}">${highlight(code.replace(/\n$/u, ''), name)}</code></pre>`;
}
