/** A table by the two parts of its name, as the server spells them. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** Tables offered at most. */
const MAX_TABLES = 500;

/** Bytes of a table that are read to measure its rows; of a larger one, a sample of this size. */
const SAMPLE_BYTES = 16 * 1024 * 1024;

/** Rows of a MySQL table that are read: it has no sample by size. */
export const MYSQL_SAMPLE_ROWS = 20_000;

export const POSTGRES_TABLES = `
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND has_table_privilege(c.oid, 'SELECT')
ORDER BY 1, 2 LIMIT ${String(MAX_TABLES)}`;

export const MYSQL_TABLES = `
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
ORDER BY 1, 2 LIMIT ${String(MAX_TABLES)}`;

/** As it is shown, and as Debezium's settings name it. */
export function tableText({ schema, name }: TableName): string {
  return `${schema}.${name}`;
}

function postgresIdentifier({ schema, name }: TableName): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

function postgresText(text: string): string {
  // A literal that means the same whatever standard_conforming_strings says.
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function mysqlIdentifier(...parts: readonly string[]): string {
  return parts.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.');
}

function mysqlText(text: string): string {
  // As bytes: what a quote in a literal means depends on the session's sql_mode.
  const bytes = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `CONVERT(X'${bytes}' USING utf8mb4)`;
}

/** One row: bytes on disk, partitions included. */
export function postgresSizeQuery(table: TableName): string {
  const oid = `${postgresText(postgresIdentifier(table))}::regclass`;
  // The tree of a table without partitions is empty; a partitioned table itself takes no room.
  return `SELECT pg_relation_size(${oid}) + coalesce(sum(pg_relation_size(relid)), 0) FROM pg_partition_tree(${oid}) WHERE relid <> ${oid}`;
}

/** The part of a table of that size that is read, above 0 and at most 1. */
export function sampledPart(bytes: number): number {
  return bytes <= SAMPLE_BYTES ? 1 : SAMPLE_BYTES / bytes;
}

/** One row: rows read, average bytes stored, average bytes written out. */
export function postgresMeasureQuery(table: TableName, part: number): string {
  const sample = part < 1 ? ` TABLESAMPLE SYSTEM (${String(part * 100)})` : '';
  return `SELECT count(*), avg(pg_column_size(t.*)), avg(octet_length(to_jsonb(t)::text)) FROM ${postgresIdentifier(table)} AS t${sample}`;
}

export function mysqlColumnsQuery({ schema, name }: TableName): string {
  return `SELECT column_name FROM information_schema.columns WHERE table_schema = ${mysqlText(schema)} AND table_name = ${mysqlText(name)} ORDER BY ordinal_position`;
}

/** One row: the server's estimates of rows and of the bytes of an average row. */
export function mysqlEstimateQuery({ schema, name }: TableName): string {
  return `SELECT table_rows, avg_row_length FROM information_schema.tables WHERE table_schema = ${mysqlText(schema)} AND table_name = ${mysqlText(name)}`;
}

/** One row: rows read, average bytes written out. */
export function mysqlMeasureQuery({ schema, name }: TableName, columns: readonly string[]): string {
  const fields = columns.map((column) => `${mysqlText(column)}, t.${mysqlIdentifier(column)}`).join(', ');
  const sample = `SELECT * FROM ${mysqlIdentifier(schema, name)} LIMIT ${String(MYSQL_SAMPLE_ROWS)}`;
  return `SELECT COUNT(*), AVG(LENGTH(JSON_OBJECT(${fields}))) FROM (${sample}) AS t`;
}
