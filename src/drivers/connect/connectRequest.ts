import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { delay } from '../abort';
import { unreachable } from '../unreachable';

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

export interface ConnectAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * Sends one request to Connect's REST interface, waiting out a rebalance. Any status is an answer.
 *
 * @param base URL of the worker, such as `http://127.0.0.1:8083`
 * @throws UserError when nothing answers; the signal's reason when aborted
 */
export async function askConnect(base: string, request: ConnectRequest, signal: AbortSignal): Promise<ConnectAnswer> {
  const deadline = performance.now() + REBALANCE_PATIENCE_MS;
  for (;;) {
    const answer = await askOnce(base, request, signal);
    if (answer.status !== 409 || !isRebalance(answer.text) || performance.now() > deadline) return answer;
    await delay(REBALANCE_RETRY_MS, signal);
  }
}

async function askOnce(base: string, request: ConnectRequest, signal: AbortSignal): Promise<ConnectAnswer> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const headers = {
    accept: 'application/json',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  };
  try {
    const response = await fetch(new URL(request.path, base), {
      method: request.method,
      headers,
      body: request.body ?? null,
      signal: AbortSignal.any([signal, timeout]),
      // A redirect could leave the lab; the answer that asks for one is shown instead.
      redirect: 'manual',
    });
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', text: await response.text() };
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) throw silent(base);
    throw unreachable('Kafka Connect', base, error);
  }
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
