import { UserError } from '../../core/errors';
import type { ConnectEndpoint } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { delay } from '../abort';
import { speaksTls } from '../tls/speaksTls';
import { needsTls, tlsProblem } from '../tls/tlsProblem';
import { unreachable } from '../unreachable';
import { exchange, type HttpAnswer } from './httpExchange';

/** Validating a configuration makes Connect try the database, which takes as long as the database lets it. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Connect answers 409 while its workers rebalance, usually for well under a second. */
const REBALANCE_RETRY_MS = 250;
const REBALANCE_PATIENCE_MS = 15_000;

export interface ConnectRequest {
  readonly method: string;
  /** Begins with a slash. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends one request to Connect's REST interface, waiting out a rebalance. Any status is an answer.
 *
 * @throws UserError when nothing answers, or what answers is not to be trusted; the signal's reason when aborted
 */
export async function askConnect(endpoint: ConnectEndpoint, request: ConnectRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const deadline = performance.now() + REBALANCE_PATIENCE_MS;
  for (;;) {
    const answer = await askOnce(endpoint, request, signal);
    if (answer.status !== 409 || !isRebalance(answer.text) || performance.now() > deadline) return answer;
    await delay(REBALANCE_RETRY_MS, signal);
  }
}

async function askOnce(endpoint: ConnectEndpoint, request: ConnectRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, tls } = endpoint;
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const { method, path, body } = request;
  try {
    const call = { method, headers: headersOf(endpoint, request), body, signal: AbortSignal.any([signal, timeout]) };
    return await exchange(addressFor(url, path), tls, call);
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) throw silent(url);
    throw await connectProblem(url, error, signal);
  }
}

/** Connect may stand below a path of a gateway: `https://gw.example/connect/`. */
export function addressFor(url: string, path: string): URL {
  return new URL(url.replace(/\/+$/u, '') + path);
}

/** What the snippet says of a header counts. */
function headersOf({ login }: ConnectEndpoint, { headers: own = {}, body }: ConnectRequest): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (login) headers.set('authorization', `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`);
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  return headers;
}

async function connectProblem(url: string, error: unknown, signal: AbortSignal): Promise<UserError> {
  const secure = tlsProblem('Kafka Connect', url, error);
  if (secure) return secure;
  const { protocol, hostname: host, port } = new URL(url);
  const isTls = protocol === 'http:' && !isRefused(error) && (await speaksTls({ host, port: Number(port || 80) }, signal));
  return isTls ? needsTls('Kafka Connect', url) : unreachable('Kafka Connect', url, error);
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && /ECONNREFUSED|ENOTFOUND/u.test(String(Reflect.get(error.cause, 'code')));
}

/** Other conflicts (a connector of that name exists) are answers and stay. */
function isRebalance(text: string): boolean {
  return /rebalanc|cannot complete request (momentarily|because of a conflicting operation)/iu.test(text);
}

function silent(base: string): UserError {
  return new UserError({
    what: msg('Kafka Connect at {0} did not answer within {1} seconds.', base, ANSWER_TIMEOUT_MS / 1000),
    fix: msg('Look at its log: it may be waiting for Kafka or for the database.'),
    action: 'showLog',
  });
}
