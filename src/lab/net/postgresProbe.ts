import { tcpExchange } from './tcpExchange';

/** Version 3.0 of the frontend/backend protocol, as its StartupMessage writes it. */
const PROTOCOL_3 = 196_608;

/**
 * True when PostgreSQL lets a client begin to log in to the database: the answer to a StartupMessage is then an
 * authentication request (`R`). While it starts or stops it answers with an error (`E`, 57P03).
 */
export async function postgresAccepts(port: number, user: string, database: string): Promise<boolean> {
  const answer = await tcpExchange({ port, request: startupMessage(user, database), atLeast: 1, timeoutMs: 2_000 });
  return answer?.toString('latin1', 0, 1) === 'R';
}

function startupMessage(user: string, database: string): Buffer {
  const parameters = Buffer.from(`user\0${user}\0database\0${database}\0application_name\0debezium-lab\0\0`, 'utf8');
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(PROTOCOL_3, 4);
  return Buffer.concat([head, parameters]);
}
