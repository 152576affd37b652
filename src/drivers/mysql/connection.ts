import { connect, type Socket } from 'node:net';
import type { Connection, ConnectionOptions } from 'mysql2';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import type { Log } from '../../core/log';
import { abortable } from '../abort';
import { tlsOptions } from '../tls/tlsOptions';
import { connectProblem } from './connectProblem';

const CONNECT_TIMEOUT_MS = 10_000;

/** The character set and collation of the `mysql` client since 8.0. */
export const CHARSET = 'UTF8MB4_0900_AI_CI';

/**
 * Flags that `mysql2` sets and the `mysql` client does not: counting matched rows as affected, function names as
 * reserved words, the habits of ODBC, and reading files of this computer for `LOAD DATA LOCAL`.
 */
const FLAGS = ['-FOUND_ROWS', '-IGNORE_SPACE', '-ODBC', '-LOCAL_FILES'];

/** A connection with the socket below it, which ends it at once even when the server no longer answers. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly socket: Socket;
}

/**
 * `onLost` is called when the connection breaks off, at any time after it was made. Rejects with a `UserError` when the
 * server does not answer or refuses, with the signal's reason when aborted.
 */
export async function openConnection(
  product: string,
  endpoint: DatabaseEndpoint,
  log: Log,
  signal: AbortSignal,
  onLost: (error: Error) => void,
): Promise<OpenConnection> {
  // Loaded on the first use: most labs run without MySQL.
  const { createConnection } = await import('mysql2');
  signal.throwIfAborted();
  const socket = connect({ host: endpoint.host, port: endpoint.port, keepAlive: true, noDelay: true });
  // The name to look for in the certificate where the host is an address: mysql2 hands on none (`_tls_wrap.js` of Node).
  Reflect.set(socket, '_host', endpoint.host);
  const connection = createConnection(optionsFor(endpoint, socket));
  connection.on('error', (error: Error) => {
    log.debug(`${product} connection: ${error.message}`);
    onLost(error);
  });
  try {
    await abortable(connected(connection), signal);
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw connectProblem(product, endpoint, error);
  }
  return { connection, socket };
}

function optionsFor(endpoint: DatabaseEndpoint, socket: Socket): ConnectionOptions {
  return {
    stream: socket,
    host: endpoint.host,
    port: endpoint.port,
    user: endpoint.user,
    password: endpoint.password,
    database: endpoint.database,
    ...(endpoint.tls && { ssl: { ...tlsOptions(endpoint.tls), verifyIdentity: true } }),
    charset: CHARSET,
    flags: FLAGS,
    multipleStatements: false,
    connectTimeout: CONNECT_TIMEOUT_MS,
    connectAttributes: { program_name: 'debezium-lab' },
    // Rows are handed on as they come: a parser compiled for each set of columns would not pay.
    disableEval: true,
  };
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
