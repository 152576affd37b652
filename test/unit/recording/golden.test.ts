import { describe, expect, it } from 'vitest';
import type { Snippet, Target } from '../../../src/core/snippet/snippet';
import { differencesFromGolden, lasting, readGolden, recordGolden, writeGolden, type Seen } from '../../../src/core/recording/golden';

function seen(runs: Readonly<Record<string, readonly (readonly string[])[]>>): Seen {
  return new Map(Object.entries(runs));
}

describe('a recording', () => {
  it('holds the shape of the lines of each run', () => {
    const golden = recordGolden(seen({ a: [['id | at', '---+---', '1  | 2026-01-15 10:00:00']], b: [] }), null);
    expect(golden).toEqual({ a: [['id at', '# <time>']], b: [] });
    expect(readGolden(writeGolden(golden))).toEqual(golden);
  });

  it('is not compared where two recordings differ, and stays so', () => {
    const first = recordGolden(seen({ a: [['same'], ['one row']] }), null);
    const second = recordGolden(seen({ a: [['same'], ['no row']] }), first);
    expect(second).toEqual({ a: [['same'], null] });
    expect(recordGolden(seen({ a: [['same'], ['no row']] }), second)).toEqual(second);
  });

  it('begins anew when it is told to, and takes snippets that are new', () => {
    const earlier = recordGolden(seen({ a: [['old']], gone: [['x']] }), null);
    expect(recordGolden(seen({ a: [['new']] }), null)).toEqual({ a: [['new']] });
    expect(recordGolden(seen({ a: [['old']], b: [['b']] }), earlier)).toEqual({ a: [['old']], b: [['b']] });
  });

  it.each(['', '[]', '{"a": "b"}', '{"a": [1]}'])('is not %j', (text) => {
    expect(readGolden(text)).toBeNull();
  });
});

describe('the difference from a recording', () => {
  const golden = { a: [['one', 'two']], varying: [null] };

  it('is the first line of a snippet that is not as it was', () => {
    expect(differencesFromGolden(golden, seen({ a: [['one', 'three', 'four']] }))).toEqual([
      { snippet: 'a', expected: 'two', seen: 'three' },
    ]);
    expect(differencesFromGolden(golden, seen({ a: [['one']] }))).toEqual([{ snippet: 'a', expected: 'two', seen: null }]);
    expect(differencesFromGolden(golden, seen({ a: [['one', 'two', 'three']] }))).toEqual([
      { snippet: 'a', expected: null, seen: 'three' },
    ]);
  });

  it('is none where runs are the same, vary, or were never recorded', () => {
    expect(differencesFromGolden(golden, seen({ a: [['one', 'two']], varying: [['x']], other: [['y']] }))).toEqual([]);
  });
});

describe('what is recorded', () => {
  const snippet = (id: string, target: Target, attributes = {}): Snippet => ({
    id,
    target,
    language: '',
    attributes,
    code: '',
    line: 1,
    step: null,
  });
  const snippets = [
    snippet('rows', 'postgres'),
    snippet('status', 'http'),
    snippet('log', 'bash'),
    snippet('beside', 'python', { background: 'true' }),
    snippet('order', 'python'),
    snippet('read', 'python'),
  ];
  const outputs = [
    { snippet: 'order', format: 'text', varies: true, text: '', line: 1 },
    { snippet: 'read', format: 'text', varies: false, text: '', line: 1 },
  ] as const;

  it('is what comes out the same everywhere, not the state of a moment', () => {
    const all = seen(Object.fromEntries(snippets.map(({ id }) => [id, [['x']]])));
    expect([...lasting({ snippets, outputs }, all).keys()]).toEqual(['rows', 'read']);
  });
});
