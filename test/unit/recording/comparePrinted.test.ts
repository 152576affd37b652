import { describe, expect, it } from 'vitest';
import { differenceFromPrinted } from '../../../src/core/recording/comparePrinted';
import type { PrintedOutput } from '../../../src/core/recording/printedOutput';

function printed(text: string, change: Partial<PrintedOutput> = {}): PrintedOutput {
  return { snippet: 's', format: 'text', varies: false, line: 1, text, ...change };
}

function difference(text: string, seen: string, change: Partial<PrintedOutput> = {}): string | null {
  return differenceFromPrinted(printed(text, change), [seen.split('\n')]);
}

describe('a printed text', () => {
  it.each([
    ['times', 'at 2026-01-15 10:00:00, 3.1 s, 1795313434161', 'at 2026-11-22T06:57:58.123Z, 12.5 s, 1795313434999'],
    ['positions of PostgreSQL', 'slot | 0/1926538', 'slot | 1/A0000FF'],
    [
      'positions of MySQL',
      'binlog.000001 at 15, file = binlog.000001, pos = 348042',
      'binlog.000002 at  2752, file = binlog.000003, pos = 5',
    ],
    ['ids that servers make up', '0a166799-e642-11f1-b9a9-02fc00000001:1-2', 'deb00000-1ab0-4000-8000-000000000001:1'],
    ['ports', '127.0.0.1:8083', '127.0.0.1:49456'],
    ['minor versions of databases', 'Server 9.7.4-2', 'Server 8.4.6-0ubuntu1'],
  ])('is compared without %s', (_what, text, seen) => {
    expect(difference(text, seen)).toBeNull();
  });

  it.each([
    ['row 1', 'row 2'],
    ['row 1', 'row 1 and more'],
    ['r first 1\nr last 1', 'r last 1\nr first 1'],
    ['3.6.1.Final', '3.6.2.Final'],
    ['rows 20', 'rows 2'],
  ])('%j is not %j', (text, seen) => {
    expect(difference(text, seen)).not.toBeNull();
  });

  it('may leave lines out, and cut a line', () => {
    expect(difference('one\n…\nthe reason {…} is\nfour', 'one\ntwo\nthe reason {a: 1} is\nfour')).toBeNull();
    expect(difference('the reason {…} is', 'the cause {a} is')).toBe('the reason {…} is');
  });

  it('may frame a table in another way than the lab', () => {
    const psql = '  name  | n\n--------+---\n  a     |  1\n';
    const mysql = '+------+---+\n| name | n |\n+------+---+\n| a    | 1 |\n+------+---+';
    const lab = 'name | n\n-----+--\na    | 1\n(1 rows)';
    expect(difference(psql, lab)).toBeNull();
    expect(difference(mysql, lab)).toBeNull();
    expect(difference(psql, lab.replace('1\n', '2\n'))).toBe('  a     |  1');
  });

  it('may have a cell of several lines, which the lab shows in one', () => {
    expect(difference('set\n-----\n a:1,\n b:2', 'set\n---\na:1,⏎b:2')).toBeNull();
  });

  it('is right when one of several runs brought it', () => {
    expect(differenceFromPrinted(printed('second'), [['first'], ['second']])).toBeNull();
    expect(differenceFromPrinted(printed('third'), [['first'], ['second']])).toBe('third');
    expect(differenceFromPrinted(printed('third'), [])).toBe('third\n'.trim());
  });
});

describe('a text whose numbers vary', () => {
  const varies = { varies: true };

  it('is compared by the shape of its lines', () => {
    expect(difference('read 700 rows in 3 parts', 'read 12 rows in 41 parts', varies)).toBeNull();
    expect(difference('read 700 rows', 'wrote 700 rows', varies)).toBe('read 700 rows');
  });

  it('may have more, fewer and other groups', () => {
    expect(difference('c×29 r×1024 c×25', 'r×1024 c×2 r×1024 c×58 r×2952', varies)).toBeNull();
    expect(difference('c×29 r×1024 d×25', 'r×1024 c×2', varies)).toBe('c×29 r×1024 d×25');
  });

  it('may have its lines more or less often, bars of any length', () => {
    expect(difference('1024 of 8000 ██ 1\n2048 of 8000 ████ 2', '8000 of 8000 ██████ 9', varies)).toBeNull();
  });
});

describe('printed JSON', () => {
  const json = { format: 'json' } as const;
  const seen = `key: {"id":3}
{
  "before": null,
  "after": { "id": 3, "city": "Omsk" },
  "source": { "lsn": 26374056, "ts_ms": 1795313434161, "gtid": null, "snapshot": "false" },
  "op": "c"
}`;

  it.each([
    ['with members left out', '{ "op": "c", "after": { "id": 3 } }'],
    ['that is a part', '{ "id": 3, "city": "Omsk" }'],
    ['with other times and positions', '{ "source": { "lsn": 1, "ts_ms": 2 } }'],
    ['with a text cut short', '{ "after": { "city": "O…k" } }'],
  ])('fits %s', (_what, text) => {
    expect(difference(text, seen, json)).toBeNull();
  });

  it.each([
    ['another value', '{ "op": "u" }'],
    ['another type of position', '{ "source": { "lsn": null } }'],
    ['a member that is not there', '{ "source": { "table": "t" } }'],
    ['a value that is there now', '{ "before": {} }'],
  ])('does not fit %s', (_what, text) => {
    expect(difference(text, seen, json)).toBe(text);
  });

  it('fits one element of a list', () => {
    expect(difference('{ "version": "3.6.1.Final" }', '[\n  { "class": "a", "version": "3.6.1.Final" }\n]', json)).toBeNull();
  });
});
