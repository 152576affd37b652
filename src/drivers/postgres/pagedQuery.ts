import type { Connection, Submittable } from 'pg';
import type { Cell } from '../../core/run/result';

/** A column as the server describes it. */
export interface Field {
  readonly name: string;
  /** OID of the type. */
  readonly type: number;
}

/** Takes the rows of a statement as they arrive. */
export interface RowSink {
  fields(fields: readonly Field[]): void;
  row(row: readonly Cell[]): void;
  /** How many rows to ask for next; zero leaves the rest on the server. */
  next(): number;
}

export interface Completion {
  /** The server's command tag, such as `INSERT 0 5`; empty when the rest of the rows was left behind. */
  readonly tag: string;
  /** True when the server had more rows than were asked for. */
  readonly more: boolean;
  /** The server's error, or the connection's. */
  readonly error: Error | null;
  /** The statement asked this client for data (`COPY … FROM STDIN`). */
  readonly copyIn: boolean;
}

/** What `pg`'s connection can do beyond its type definitions. */
type Wire = Connection & { sendCopyFail(reason: string): void };

/**
 * One statement in the extended protocol, its rows fetched in pages through a portal. `pg`'s own query would hold all
 * rows, and `pg-cursor` reports success before the server has committed: an error of a deferred constraint comes only
 * with the answer to Sync. Values stay the text the server sent.
 */
export class PagedQuery implements Submittable {
  private connection: Wire | null = null;
  private tag = '';
  private more = false;
  private copyIn = false;
  private error: Error | null = null;
  private synced = false;
  private settled = false;

  constructor(
    private readonly text: string,
    private readonly sink: RowSink,
    private readonly onDone: (completion: Completion) => void,
  ) {}

  submit(connection: Connection): void {
    this.connection = connection as Wire;
    connection.once('end', this.onEnd);
    connection.stream.cork();
    connection.parse({ name: '', text: this.text, types: [] }, true);
    connection.bind({}, true);
    connection.describe({ type: 'P', name: '' }, true);
    connection.execute({ rows: String(this.sink.next()) }, true);
    connection.flush();
    connection.stream.uncork();
  }

  handleRowDescription(message: { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }): void {
    this.sink.fields(message.fields.map((field) => ({ name: field.name, type: field.dataTypeID })));
  }

  handleDataRow(message: { readonly fields: readonly Cell[] }): void {
    this.sink.row(message.fields);
  }

  handlePortalSuspended(): void {
    const rows = this.sink.next();
    if (rows > 0) {
      this.connection?.execute({ rows: String(rows) }, true);
      this.connection?.flush();
      return;
    }
    this.more = true;
    this.connection?.close({ type: 'P', name: '' }, true);
    this.sync();
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.tag = message.text;
    this.sync();
  }

  handleEmptyQuery(): void {
    this.sync();
  }

  handleCopyInResponse(connection: Wire): void {
    this.copyIn = true;
    connection.sendCopyFail('no data to copy from');
  }

  /** Data of `COPY … TO STDOUT`: one line a message. */
  handleCopyData(message: { readonly chunk: Buffer }): void {
    this.sink.row([message.chunk.toString('utf8').replace(/\r?\n$/u, '')]);
  }

  handleReadyForQuery(): void {
    this.settle();
  }

  /**
   * `pg` forgets the active query at its first error, so the answer to Sync is awaited here; after a fatal error the
   * server closes the connection instead. An error without a severity is the socket's own.
   */
  handleError(error: Error): void {
    this.error ??= error;
    if (!('severity' in error)) {
      this.settle();
      return;
    }
    this.connection?.once('readyForQuery', this.settle);
    this.sync();
  }

  private sync(): void {
    if (!this.synced) this.connection?.sync();
    this.synced = true;
  }

  private readonly onEnd = (): void => {
    this.error ??= new Error('Connection terminated unexpectedly');
    this.settle();
  };

  private readonly settle = (): void => {
    if (this.settled) return;
    this.settled = true;
    this.connection?.removeListener('end', this.onEnd);
    this.connection?.removeListener('readyForQuery', this.settle);
    this.onDone({ tag: this.tag, more: this.more, error: this.error, copyIn: this.copyIn });
  };
}
