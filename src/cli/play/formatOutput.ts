import { english } from '../../core/message';
import type { Cell, RowSet, Run, RunOutput, StatementResult } from '../../core/run/result';

/** Lines of one result shown at most; the lesson shows more than a log should. */
const LINES = 30;

function formatCell(cell: Cell): string {
  return cell === null ? 'NULL' : cell.replaceAll('\n', '⏎');
}

function formatRows({ columns, rows, kept }: RowSet): readonly string[] {
  const table = [columns.map(({ name }) => name), ...rows.map((row) => row.map(formatCell))];
  const widths = columns.map((_column, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  const align = (text: string, i: number): string =>
    columns[i]?.numeric === true ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  const lines = table.map((row) => row.map(align).join(' | ').trimEnd());
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('-+-'));
  return [...lines, `(${String(kept)} rows)`];
}

function formatStatement({ command, rowCount, rowSet, notices, error }: StatementResult): readonly string[] {
  if (error) return [`error: ${english(error.what)}`, ...(error.why ? [english(error.why)] : [])];
  const result = rowSet ? formatRows(rowSet) : [rowCount === null ? command : `${command} ${String(rowCount)}`];
  return [...notices.map((notice) => `notice: ${notice}`), ...result];
}

function lines(output: RunOutput): readonly string[] {
  switch (output.kind) {
    case 'sql':
      return output.statements.flatMap(formatStatement);
    case 'connector':
      return output.fieldErrors.map(({ field, errors }) => `${field}: ${errors.join('; ')}`);
    case 'http':
      return output.body.split('\n');
    case 'produce':
      return output.records.map(({ partition, offset }) => `partition ${String(partition)}, offset ${offset}`);
    case 'records':
    case 'metrics':
      return formatRows(output.rowSet);
    case 'process':
    case 'terminal':
      return [];
  }
}

function shorten(all: readonly string[]): readonly string[] {
  return all.length <= LINES ? all : [...all.slice(0, LINES), `… ${String(all.length - LINES)} lines more`];
}

/** All that a run brought and said, in one text. */
export function runText({ output, problem }: Run, printed: string): string {
  const said = problem ? [problem.what, problem.why, problem.fix].flatMap((part) => (part ? [english(part)] : [])) : [];
  return [...said, printed, ...(output ? lines(output) : [])].join('\n');
}

/** What a run brought, as lines of text. */
export function outputLines(output: RunOutput | null, printed: string): readonly string[] {
  const fromProcess = printed === '' ? [] : printed.trimEnd().split('\n');
  return [...fromProcess, ...(output ? lines(output) : [])];
}

/** The same for a person's eye: the beginning of it where it is long. */
export function formatOutput(output: RunOutput | null, printed: string): readonly string[] {
  return shorten(outputLines(output, printed));
}
