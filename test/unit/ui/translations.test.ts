import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMessages, root } from './messages';

function readTexts(file: string): ReadonlyMap<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  return new Map(Object.entries(parsed ?? {}).map(([key, text]) => [key, String(text)]));
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/gu) ?? [])].sort();
}

const { messages, unreadable } = findMessages();
const parts = readdirSync(path.join(root, 'l10n/parts')).filter((name) => name.endsWith('.ru.json'));
const russian = new Map(parts.flatMap((name) => [...readTexts(`l10n/parts/${name}`)]));

describe('texts of the program', () => {
  it('are literals, so that each has a translation key', () => {
    // The one place that turns any message into the reader's language.
    expect(unreadable.filter((place) => !place.startsWith('src/ui/hostWords.ts'))).toEqual([]);
  });

  it('have a Russian text each', () => {
    const missing = messages.filter(({ template }) => !russian.has(template)).map(({ template, place }) => `${place}  ${template}`);
    expect(missing).toEqual([]);
  });

  it('are all in use', () => {
    const used = new Set(messages.map(({ template }) => template));
    expect([...russian.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it('keep their placeholders in translation', () => {
    const differing = [...russian].filter(([key, text]) => placeholders(key).join() !== placeholders(text).join()).map(([key]) => key);
    expect(differing).toEqual([]);
  });
});

describe('texts of the manifest', () => {
  const english = readTexts('package.nls.json');
  const translated = readTexts('package.nls.ru.json');
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/gu)].map(([, key]) => key ?? ''));

  it('are the same keys in both languages', () => {
    expect([...translated.keys()]).toEqual([...english.keys()]);
  });

  it('are exactly those the manifest names', () => {
    expect([...english.keys()].sort()).toEqual([...used].sort());
  });

  it('link to the same commands in both languages', () => {
    const commands = (text: string | undefined): readonly string[] => text?.match(/\(command:[\w.]+\)/gu) ?? [];
    for (const [key, text] of english) expect(commands(translated.get(key)), key).toEqual(commands(text));
  });
});
