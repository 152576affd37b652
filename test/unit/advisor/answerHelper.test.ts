import { describe, expect, it } from 'vitest';
import { answerChunkSize, readMemory } from '../../../src/core/advisor/answerHelper';
import type { ChunkSizeHelper } from '../../../src/core/advisor/helper';
import { postgresMeasureQuery, sampledPart, mysqlMeasureQuery } from '../../../src/core/advisor/tableQueries';
import type { Cell } from '../../../src/core/run/result';

const HELPER: ChunkSizeHelper = { kind: 'chunk-size', line: 1, target: 'postgres', memory: 4 };
const never = new AbortController().signal;

/** A server with two tables; `asked` collects what it was asked. */
function server(asked: string[], size = '8192') {
  const answers: readonly (readonly [RegExp, readonly (readonly Cell[])[]])[] = [
    [
      /pg_catalog\.pg_class/u,
      [
        ['public', 'orders'],
        ['public', 'Odd "Table"'],
      ],
    ],
    [/pg_partition_tree/u, [[size]]],
    [/octet_length/u, [['1000', '250.5', '512']]],
  ];
  return {
    query: (_target: string, sql: string) => {
      asked.push(sql);
      return Promise.resolve(answers.find(([pattern]) => pattern.test(sql))?.[1] ?? []);
    },
  };
}

describe('the chunk-size helper', () => {
  it('lists the tables first, and measures nothing before it is asked to', async () => {
    const asked: string[] = [];
    const answer = await answerChunkSize(HELPER, {}, null, server(asked), never);
    expect(answer).toMatchObject({ tables: ['public.orders', 'public.Odd "Table"'], table: 'public.orders', measure: null, plan: null });
    expect(asked).toHaveLength(1);
  });

  it('measures the table that was chosen, whatever its name', async () => {
    const asked: string[] = [];
    const answer = await answerChunkSize(HELPER, { table: 'public.Odd "Table"', measure: '1', memory: '2' }, null, server(asked), never);
    expect(answer.measure).toEqual({ rows: 1000, estimated: false, storedBytes: 250.5, unpackedBytes: 512 });
    expect(answer.plan?.chunkSize).toBe(4096);
    expect(asked.at(-1)).toContain('FROM "public"."Odd ""Table""" AS t');
  });

  it('reads a part of a large table, and says that it guesses', async () => {
    const asked: string[] = [];
    const large = String(64 * 1024 * 1024);
    const { measure } = await answerChunkSize(HELPER, { table: 'public.orders', measure: '1' }, null, server(asked, large), never);
    expect(measure).toMatchObject({ rows: 4000, estimated: true });
    expect(asked.at(-1)).toContain('TABLESAMPLE SYSTEM (25)');
  });

  it('calculates anew without another look when only the memory changes', async () => {
    const asked: string[] = [];
    const known = { rows: 1000, estimated: false, storedBytes: null, unpackedBytes: 1024 };
    const answer = await answerChunkSize(HELPER, { table: 'public.orders', memory: '1' }, known, server(asked), never);
    expect([answer.plan?.chunkSize, asked.length]).toEqual([1024, 1]);
  });

  it('does not put a name into a query that the server has not offered', async () => {
    const asked: string[] = [];
    const answer = await answerChunkSize(HELPER, { table: 'public.x; DROP TABLE orders', measure: '1' }, null, server(asked), never);
    expect(answer.table).toBe('public.orders');
    expect(asked.join('\n')).not.toContain('DROP');
  });

  it('takes memory as people write it, and the author’s where it makes no sense', () => {
    expect(['8', '2,5', '0', '-3', 'much', '', '99999'].map((text) => readMemory(text, 4))).toEqual([8, 2.5, 4, 4, 4, 4, 4]);
  });
});

describe('what is sent to the server', () => {
  it('quotes names, and reads all of a small table', () => {
    expect(sampledPart(1024)).toBe(1);
    expect(postgresMeasureQuery({ schema: 'a"b', name: 'c' }, 1)).toMatch(/FROM "a""b"\."c" AS t$/u);
    expect(mysqlMeasureQuery({ schema: 's', name: 'a`b' }, ["it's"])).toContain('FROM `s`.`a``b` LIMIT');
    expect(mysqlMeasureQuery({ schema: 's', name: 't' }, ["it's"])).toContain("CONVERT(X'69742773' USING utf8mb4), t.`it's`");
  });
});
