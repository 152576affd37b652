import pg from 'pg';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { abortable } from '../abort';
import { serverOf, type SqlSession } from '../sql/sqlDialect';
import { tlsOptions } from '../tls/tlsOptions';
import { connectProblem } from './connectProblem';
import { PagedQuery, type Completion, type RowSink } from './pagedQuery';

const CONNECT_TIMEOUT_MS = 10_000;

/** How long a cancelled statement may take to end before its connection is given up. */
const CANCEL_GRACE_MS = 5000;

/** What the server says beside the result, as `pg` hands it on. */
export interface Notice {
  readonly severity: string | undefined;
  readonly message: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
}

/** One connection to one PostgreSQL server. */
export interface Session extends SqlSession {
  /** Called with every notice of the statement that runs. */
  onNotice: (notice: Notice) => void;
  /**
   * Runs one statement to its end. Aborting cancels it on the server; the completion then carries the server's error
   * 57014, or its success when it was faster. Never rejects.
   */
  run(text: string, sink: RowSink, signal: AbortSignal): Promise<Completion>;
  /** Runs the program's own statement and gives its rows; rejects with the server's error. */
  ask(text: string, values?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
}

/** Rejects with a `UserError` when the server does not answer or refuses, with the signal's reason when aborted. */
export async function openSession(endpoint: DatabaseEndpoint, log: Log, signal: AbortSignal): Promise<Session> {
  const client = newClient(endpoint);
  const state = { usable: true, backend: 0 };
  const end = (): void => {
    state.usable = false;
  };
  client.on('error', (error) => {
    log.debug(`PostgreSQL connection lost: ${error.message}`);
    end();
  });
  client.on('end', end);
  client.connection.once('backendKeyData', (key: { readonly processID: number }) => {
    state.backend = key.processID;
  });
  try {
    await abortable(client.connect(), signal);
  } catch (error) {
    destroy(client);
    signal.throwIfAborted();
    throw connectProblem(endpoint, error);
  }
  const session: Session = {
    server: serverOf(endpoint),
    get usable() {
      return state.usable;
    },
    get inTransaction() {
      const status = client.getTransactionStatus();
      return status === 'T' || status === 'E';
    },
    onNotice: () => {},
    run: (text, sink, runSignal) => runCancellable(client, text, sink, runSignal, () => cancel(endpoint, state.backend, log)),
    ask: async (text, values = []) => (await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })).rows,
    reset: async () => {
      session.onNotice = () => {};
      if (session.inTransaction) await session.ask('ROLLBACK');
      if (session.usable) await session.ask('DISCARD ALL');
    },
    close: () => close(client),
  };
  client.on('notice', (notice) => {
    session.onNotice(notice);
  });
  return session;
}

function newClient(endpoint: DatabaseEndpoint): pg.Client {
  return new pg.Client({
    host: endpoint.host,
    port: endpoint.port,
    user: endpoint.user,
    password: endpoint.password,
    database: endpoint.database,
    ssl: endpoint.tls ? { ...tlsOptions(endpoint.tls) } : false,
    application_name: 'debezium-lab',
    // As an option of the start it outlasts DISCARD ALL.
    ...(endpoint.readOnly && { options: '-c default_transaction_read_only=on' }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
}

async function runCancellable(
  client: pg.Client,
  text: string,
  sink: RowSink,
  signal: AbortSignal,
  cancelOnServer: () => Promise<void>,
): Promise<Completion> {
  const done = new Promise<Completion>((resolve) => {
    client.query(new PagedQuery(text, sink, resolve));
  });
  const cancelling: Promise<void>[] = [];
  const onAbort = (): void => {
    cancelling.push(cancelOnServer().then(() => giveUpUnlessDone(client, done)));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const completion = await done;
  signal.removeEventListener('abort', onAbort);
  // The cancel request must have been dealt with before the connection runs anything else.
  await Promise.all(cancelling);
  return completion;
}

/** A server that does not react to the cancel request is left: the socket's end then settles the statement. */
async function giveUpUnlessDone(client: pg.Client, done: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => {
    destroy(client);
  }, CANCEL_GRACE_MS);
  await done;
  clearTimeout(timer);
}

async function cancel(endpoint: DatabaseEndpoint, backend: number, log: Log): Promise<void> {
  const client = newClient(endpoint);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [backend]);
  } catch (error) {
    log.warn(`PostgreSQL did not take the cancel request: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await close(client);
  }
}

async function close(client: pg.Client): Promise<void> {
  try {
    await client.end();
  } catch {
    destroy(client);
  }
}

function destroy(client: pg.Client): void {
  client.connection.stream.destroy();
}
