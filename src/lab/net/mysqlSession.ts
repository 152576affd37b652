import { connect, type Socket } from 'node:net';
import {
  encryptedPassword,
  lengthEncoded,
  loginRequest,
  packet,
  parseGreeting,
  passwordProof,
  splitPacket,
  throwIfError,
} from './mysqlPackets';
import { LOOPBACK } from './ports';

export interface MysqlLogin {
  readonly user: string;
  readonly password: string;
}

export type MysqlRow = Readonly<Record<string, string | null>>;

const TIMEOUT_MS = 2_000;
const QUERY = 0x03;
const END = 0xfe;

/**
 * Logs in to the MySQL server on a loopback port, asks one question and leaves. Gives the server's version and the rows,
 * each value as text. Rejects when nobody listens, when it is not MySQL, and with the server's own refusal.
 */
export async function askMysql(port: number, login: MysqlLogin, sql: string): Promise<{ version: string; rows: readonly MysqlRow[] }> {
  const socket = connect({ host: LOOPBACK, port });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('the server does not answer')));
  const exchange = new Exchange(socket);
  try {
    const greeting = parseGreeting(await exchange.receive());
    if (!greeting) throw new Error('this is not a MySQL server');
    exchange.send(loginRequest(login.user, login.password, greeting.nonce));
    await logIn(exchange, login.password, greeting.nonce);
    exchange.restart();
    exchange.send(Buffer.concat([Buffer.from([QUERY]), Buffer.from(sql)]));
    return { version: greeting.version, rows: await readRows(exchange) };
  } finally {
    socket.destroy();
  }
}

async function logIn(exchange: Exchange, password: string, nonce: Buffer): Promise<void> {
  let mix = nonce;
  for (;;) {
    const answer = await exchange.receive();
    const [kind, detail] = answer;
    if (kind === 0) return;
    if (kind === END) {
      // The server wants to begin anew, with a nonce after the plugin's name.
      mix = answer.subarray(answer.indexOf(0, 1) + 1, answer.indexOf(0, 1) + 21);
      exchange.send(passwordProof(password, mix));
    } else if (kind === 1 && detail === 4) {
      exchange.send(Buffer.from([2]));
      const key = await exchange.receive();
      exchange.send(encryptedPassword(password, mix, key.toString('latin1', 1)));
    } else if (kind !== 1 || detail !== 3) {
      throw new Error('the server asks for a login that the lab does not know');
    }
  }
}

/** Column count, definitions, an end; rows, an end. A statement without rows answers with OK alone. */
async function readRows(exchange: Exchange): Promise<readonly MysqlRow[]> {
  const [columns = 0] = await exchange.receive();
  const names: string[] = [];
  for (let column = 0; column < columns; column++) names.push(lengthEncoded((await exchange.receive()).subarray(0, -13))[4] ?? '');
  if (columns > 0) await exchange.receive();
  const rows: MysqlRow[] = [];
  while (columns > 0) {
    const payload = await exchange.receive();
    if (payload[0] === END && payload.length < 9) break;
    const values = lengthEncoded(payload);
    rows.push(Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])));
  }
  return rows;
}

/** Packets in turn over one socket. */
class Exchange {
  private received = Buffer.alloc(0);
  private sequence = 0;
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('error', (error) => {
      this.fail(error);
    });
    socket.on('close', () => {
      this.fail(new Error('the server closed the connection'));
    });
  }

  /** A new command starts to count its packets at nought. */
  restart(): void {
    this.sequence = 0;
  }

  send(payload: Buffer): void {
    this.socket.write(packet(this.sequence++, payload));
  }

  /** The next packet's payload. Throws a server's error. */
  async receive(): Promise<Buffer> {
    for (;;) {
      const next = splitPacket(this.received);
      if (next) {
        this.received = Buffer.from(next.rest);
        this.sequence = next.sequence + 1;
        throwIfError(next.payload);
        return next.payload;
      }
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
