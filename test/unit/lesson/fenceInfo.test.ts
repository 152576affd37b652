import { describe, expect, it } from 'vitest';
import { parseFenceInfo } from '../../../src/core/snippet/fenceInfo';
import { seeded } from './seeded';

describe('parseFenceInfo', () => {
  it.each<[string, string, Record<string, string>]>([
    ['', '', {}],
    ['sql', 'sql', {}],
    ['  SQL  ', 'sql', {}],
    ['sql target=postgres id=create-table', 'sql', { target: 'postgres', id: 'create-table' }],
    ['json   target=kafka\ttopic=a.b.c  key="two words"', 'json', { target: 'kafka', topic: 'a.b.c', key: 'two words' }],
    ['json key=""', 'json', { key: '' }],
    ['json key=', 'json', { key: '' }],
    [String.raw`json key="say \"hi\" \\ there"`, 'json', { key: String.raw`say "hi" \ there` }],
    ['mermaid alt="Строки идут в Kafka — подряд"', 'mermaid', { alt: 'Строки идут в Kafka — подряд' }],
    ['sql query=a=b', 'sql', { query: 'a=b' }],
    ['id=x', '', { id: 'x' }],
    ['json topic={{a.b}}', 'json', { topic: '{{a.b}}' }],
  ])('reads %j', (info, language, attributes) => {
    const result = parseFenceInfo(info);
    expect(result.language).toBe(language);
    expect(Object.fromEntries(result.attributes)).toEqual(attributes);
    expect(result.mistakes).toEqual([]);
  });

  it.each([
    ['sql id=a runnable', [{ kind: 'notAnAttribute', text: 'runnable' }]],
    ['sql id=a =b', [{ kind: 'notAnAttribute', text: '=b' }]],
    ['sql id="a"b', [{ kind: 'notAnAttribute', text: 'b' }]],
    ['sql id=a id=b', [{ kind: 'duplicateKey', text: 'id' }]],
    ['sql id=a key="open', [{ kind: 'unclosedQuote', text: 'key' }]],
    ['java {1,3-5}', [{ kind: 'notAnAttribute', text: '{1,3-5}' }]],
    [
      'sql a b',
      [
        { kind: 'notAnAttribute', text: 'a' },
        { kind: 'notAnAttribute', text: 'b' },
      ],
    ],
  ])('names what is wrong in %j', (info, mistakes) => {
    expect(parseFenceInfo(info).mistakes).toEqual(mistakes);
  });

  it('keeps the first of two values', () => {
    expect(parseFenceInfo('sql id=a id=b').attributes.get('id')).toBe('a');
  });

  it('does not confuse names of object members with attributes', () => {
    const { attributes } = parseFenceInfo('sql __proto__=x constructor=y');
    expect([...attributes]).toEqual([['constructor', 'y']]);
  });

  it('gives back every value that was written with quotes', () => {
    const random = seeded(1);
    const alphabet = ['a', 'Я', ' ', '"', '\\', '=', '{', '<', '\t', '`', '😀', '-'];
    for (let round = 0; round < 500; round += 1) {
      const values = Array.from({ length: 1 + random(4) }, () =>
        Array.from({ length: random(12) }, () => alphabet[random(alphabet.length)]).join(''),
      );
      const info = values.map((value, index) => `k${String(index)}="${value.replace(/["\\]/gu, String.raw`\$&`)}"`).join(' ');
      const result = parseFenceInfo(`sql ${info}`);
      expect([...result.attributes.values()]).toEqual(values);
      expect(result.mistakes).toEqual([]);
    }
  });

  it('always ends, whatever is written', () => {
    const random = seeded(2);
    const alphabet = ['a', '=', '"', '\\', ' ', '\u0000', 'Я', '.', '-', '1'];
    for (let round = 0; round < 2000; round += 1) {
      const info = Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join('');
      expect(parseFenceInfo(info).attributes.size).toBeLessThanOrEqual(info.length);
    }
  });
});
