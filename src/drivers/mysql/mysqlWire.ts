import type { Connection, FieldPacket, ResultSetHeader } from 'mysql2';
import type { Cell } from '../../core/run/result';
import type { SqlSession } from '../sql/sqlDialect';

/** A column as the server describes it (`Protocol::ColumnDefinition41`). */
export interface Field {
  readonly name: string;
  /** `enum_field_types`. */
  readonly type: number;
  /** Bit field, `…_FLAG`. */
  readonly flags: number;
  /** Number of the collation; 63 is `binary`. */
  readonly characterSet: number;
  /** Node's name of the character set. */
  readonly encoding: string;
  /** Greatest length in bytes. */
  readonly length: number;
}

/** Cells of one row as they came, null for NULL. */
export type RawRow = readonly (Buffer | null)[];

/** Takes what a statement gives, as it arrives: any number of results, each with columns and rows or without. */
export interface ResultSink {
  fields(fields: readonly Field[]): void;
  row(row: RawRow): void;
  /** A result without rows. */
  done(header: ResultSetHeader): void;
  /** True when no further row is wanted and the statement has nothing else to do: the server is then told to stop. */
  enough(): boolean;
}

export interface Completion {
  /** The server's error, or the connection's. */
  readonly error: Error | null;
  /** True when rows were left behind because the sink had enough. */
  readonly stopped: boolean;
  /** How many warnings the server keeps for the statement. */
  readonly warnings: number;
}

/** One connection to one MySQL server. */
export interface MysqlSession extends SqlSession {
  /**
   * Runs one statement to its end. Aborting ends it on the server; the completion then carries the server's error 1317,
   * or its success when it was faster. Never rejects.
   */
  run(text: string, sink: ResultSink, signal: AbortSignal): Promise<Completion>;
  /** Runs the program's own statement and gives its rows as text; rejects with the server's error. */
  ask(text: string): Promise<readonly (readonly Cell[])[]>;
}

/** What the server says with every result, rows or not. */
export interface ServerState {
  /** Bit field, `SERVER_STATUS_…` of the protocol. */
  status: number;
  warnings: number;
}

/** What `mysql2`'s packets and queries can do beyond its type definitions. */
interface Packet {
  isEOF(): boolean;
  eofStatusFlags(): number;
  eofWarningCount(): number;
}
interface Command {
  execute: (packet: Packet | undefined, connection: Connection) => boolean;
}

/**
 * Sends one statement as text; rows go to the sink and nowhere else. Calls back once, with the server's error if there
 * was one. `mysql2` drops the status and the warning count that end a set of rows, so they are read on the way.
 */
export function sendQuery(
  connection: Connection,
  text: string,
  sink: Pick<ResultSink, 'fields' | 'row' | 'done'>,
  state: ServerState,
  onEnd: (error: Error | null) => void,
): void {
  let failure: Error | null = null;
  const query = connection.query({ sql: text, rowsAsArray: true, typeCast: false });
  watchEnds(query as unknown as Command, state);
  query.on('fields', (fields: readonly FieldPacket[] | undefined) => {
    if (fields) sink.fields(fields.map(fieldOf));
  });
  query.on('result', (result: RawRow | ResultSetHeader | null) => {
    if (isRow(result)) {
      sink.row(result);
    } else if (result) {
      state.status = result.serverStatus;
      state.warnings = result.warningStatus;
      sink.done(result);
    }
  });
  query.on('error', (error: Error) => {
    failure = error;
  });
  query.on('end', () => {
    onEnd(failure);
  });
}

/** `mysql2` describes the packet of another library beside its own. */
function fieldOf(packet: FieldPacket): Field {
  return {
    name: packet.name,
    type: packet.columnType ?? -1,
    flags: typeof packet.flags === 'number' ? packet.flags : 0,
    characterSet: packet.characterSet ?? 0,
    encoding: packet.encoding ?? 'utf8',
    length: packet.columnLength ?? 0,
  };
}

function isRow(result: RawRow | ResultSetHeader | null): result is RawRow {
  return Array.isArray(result);
}

function watchEnds(command: Command, state: ServerState): void {
  const execute = command.execute.bind(command);
  command.execute = (packet, connection) => {
    if (packet?.isEOF()) {
      state.status = packet.eofStatusFlags();
      state.warnings = packet.eofWarningCount();
    }
    return execute(packet, connection);
  };
}
