import type { Probes } from '../check/probes';
import { UserError } from '../errors';
import { msg } from '../message';
import type { Cell } from '../run/result';
import type { TableMeasure } from './chunkPlan';
import type { ChunkSizeHelper } from './helper';
import {
  MYSQL_SAMPLE_ROWS,
  MYSQL_TABLES,
  mysqlColumnsQuery,
  mysqlEstimateQuery,
  mysqlMeasureQuery,
  POSTGRES_TABLES,
  postgresMeasureQuery,
  postgresSizeQuery,
  sampledPart,
  tableText,
  type TableName,
} from './tableQueries';

export type MeasuredTarget = ChunkSizeHelper['target'];

/** How a table is looked at: the same read-only, time-limited connection that checks use. */
export type TableProbe = Pick<Probes, 'query'>;

const numberOf = (cell: Cell | undefined): number => Number(cell ?? 0);

/**
 * The tables of the server that may be read, but for its own.
 *
 * @throws UserError when the server does not answer
 */
export async function listTables(target: MeasuredTarget, probe: TableProbe, signal: AbortSignal): Promise<readonly TableName[]> {
  const rows = await probe.query(target, target === 'postgres' ? POSTGRES_TABLES : MYSQL_TABLES, signal);
  return rows.map(([schema, name]) => ({ schema: schema ?? '', name: name ?? '' }));
}

async function measurePostgres(table: TableName, probe: TableProbe, signal: AbortSignal): Promise<TableMeasure> {
  const [size] = await probe.query('postgres', postgresSizeQuery(table), signal);
  const part = sampledPart(numberOf(size?.[0]));
  const [row = []] = await probe.query('postgres', postgresMeasureQuery(table, part), signal);
  const [rows, stored, unpacked] = row.map(numberOf);
  return {
    rows: Math.round((rows ?? 0) / part),
    estimated: part < 1,
    storedBytes: stored ?? 0,
    unpackedBytes: unpacked ?? 0,
  };
}

async function measureMysql(
  target: Exclude<MeasuredTarget, 'postgres'>,
  table: TableName,
  probe: TableProbe,
  signal: AbortSignal,
): Promise<TableMeasure> {
  const columns = (await probe.query(target, mysqlColumnsQuery(table), signal)).map(([name]) => name ?? '');
  const [row = []] = await probe.query(target, mysqlMeasureQuery(table, columns), signal);
  const [read = 0, unpackedBytes = 0] = row.map(numberOf);
  const [estimate = []] = await probe.query(target, mysqlEstimateQuery(table), signal);
  const estimated = read >= MYSQL_SAMPLE_ROWS;
  return {
    rows: estimated ? Math.max(read, numberOf(estimate[0])) : read,
    estimated,
    // The server counts whole pages, of which a small table fills a part: its average then says nothing of a row.
    storedBytes: estimated ? numberOf(estimate[1]) : null,
    unpackedBytes,
  };
}

/**
 * Measures a table that {@link listTables} offered. Of a large one a part is read, so that it takes seconds at most.
 *
 * @param table as `schema.table`
 * @throws UserError when there is no such table, or the server does not answer
 */
export async function measureTable(target: MeasuredTarget, table: string, probe: TableProbe, signal: AbortSignal): Promise<TableMeasure> {
  const found = (await listTables(target, probe, signal)).find((candidate) => tableText(candidate) === table);
  if (!found) {
    throw new UserError({
      what: msg('There is no table {0}.', table),
      why: msg('It was dropped, or the lab began anew.'),
      fix: msg('Run the snippets of the lesson that create it, or choose another table.'),
    });
  }
  return target === 'postgres' ? measurePostgres(found, probe, signal) : measureMysql(target, found, probe, signal);
}
