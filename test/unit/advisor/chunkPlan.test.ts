import { describe, expect, it } from 'vitest';
import { MAX_CHUNK_SIZE, planChunks, type TableMeasure } from '../../../src/core/advisor/chunkPlan';

const table = (change: Partial<TableMeasure>): TableMeasure => ({
  rows: 5000,
  estimated: false,
  storedBytes: 900,
  unpackedBytes: 1024,
  ...change,
});

describe('the size of a chunk', () => {
  it('is the memory divided by a row, as the lesson has it', () => {
    expect(planChunks(table({ rows: 5000, unpackedBytes: 8192 }), 16)).toEqual({
      chunkSize: 2048,
      byFormula: 2048,
      chunks: 3,
      memoryMb: 16,
      rowsAre: 'wide',
    });
  });

  it('counts the memory of a table that is smaller than one chunk', () => {
    const plan = planChunks(table({ rows: 512, unpackedBytes: 1024 }), 4);
    expect([plan.chunkSize, plan.chunks, plan.memoryMb]).toEqual([4096, 1, 0.5]);
  });

  it('is never so large that the stream waits long, and says what the formula gave', () => {
    const plan = planChunks(table({ rows: 1_000_000, unpackedBytes: 64 }), 64);
    expect(plan).toMatchObject({ chunkSize: MAX_CHUNK_SIZE, byFormula: 1_048_576, chunks: 62, rowsAre: 'narrow' });
  });

  it('is one row where a row is larger than the memory', () => {
    expect(planChunks(table({ rows: 7, unpackedBytes: 3 * 1024 * 1024 }), 1)).toMatchObject({ chunkSize: 1, chunks: 7 });
  });

  it('is the default where there is nothing to measure', () => {
    expect(planChunks(table({ rows: 0, unpackedBytes: 0 }), 4)).toMatchObject({ chunkSize: 1024, chunks: 0, memoryMb: 0 });
  });

  it.each([
    [285, 'narrow'],
    [1032, 'usual'],
    [5296, 'wide'],
  ] as const)('calls rows of %d bytes %s, as the bands of the lesson do', (unpackedBytes, rowsAre) => {
    expect(planChunks(table({ unpackedBytes }), 4).rowsAre).toBe(rowsAre);
  });
});
