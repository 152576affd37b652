import { request } from 'node:https';
import type { Tls } from '../../core/lab/endpoints';
import { tlsOptions } from '../tls/tlsOptions';

export interface HttpCall {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** One request and its whole answer. A redirect could leave the lab; the answer that asks for one is given as it is. */
export async function exchange(url: URL, tls: Tls | undefined, call: HttpCall): Promise<HttpAnswer> {
  if (url.protocol === 'https:') return secureExchange(url, tls ?? {}, call);
  const { method, headers, body = null, signal } = call;
  const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', text: await response.text() };
}

/** `fetch` cannot be told whom to trust. */
function secureExchange(url: URL, tls: Tls, { method, headers, body, signal }: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    // No agent that keeps connections: another certificate in the settings counts at once.
    const options = { method, headers: Object.fromEntries(headers), signal, agent: false, ...tlsOptions(tls) } as const;
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', text });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
