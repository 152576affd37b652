import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { ownConfig } from '../../core/sharing/connectorNames';
import { ownName } from '../../core/sharing/prefix';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { maskedJson } from '../secrets';
import type { ConnectClient } from './connectClient';
import type { ConnectRequest } from './connectRequest';
import { asRecord, configOf } from './connectorJson';
import type { HttpAnswer } from './httpExchange';
import { readHttpSnippet } from './httpSnippet';
import { ownPath } from './ownPath';

/** Longest body shown, in UTF-16 units. */
const BODY_LENGTH = 256 * 1024;

/** Runs `http`: one request to Connect's REST interface, its answer shown whatever the status. */
export class HttpRunner implements Runner {
  constructor(private readonly connect: ConnectClient) {}

  async run(snippet: RunnableSnippet, { endpoints, signal }: RunContext): Promise<RunOutput> {
    const request = ownRequest(endpoints.sharing?.prefix ?? '', readHttpSnippet(snippet.code));
    const answer = await this.connect.send(request, signal);
    const { method, path } = request;
    const body = shown(answer);
    return {
      kind: 'http',
      method,
      path,
      status: answer.status,
      contentType: answer.contentType,
      body: body.length > BODY_LENGTH ? `${body.slice(0, BODY_LENGTH)}…` : body,
    };
  }
}

/** The body is a configuration, or a connector with one. */
export function ownRequest(prefix: string, lesson: ConnectRequest): ConnectRequest {
  const request = { ...lesson, path: ownPath(prefix, lesson.path) };
  if (prefix === '' || request.body === undefined || !/^\/connectors(\/[^/?]+\/config)?(\?|$)/u.test(request.path)) return request;
  const body = asRecord(JSON.parse(request.body));
  const { config } = body;
  const own = config === undefined ? ownConfig(prefix, configOf(body)) : { ...body, config: ownConfig(prefix, configOf(config)) };
  const named = config !== undefined && typeof body['name'] === 'string' ? { ...own, name: ownName(prefix, 'kafka', body['name']) } : own;
  return { ...request, body: JSON.stringify(named) };
}

/** Pretty-printed when it is JSON, with secrets masked: an answer may hold a connector's whole configuration. */
function shown(answer: HttpAnswer): string {
  if (!answer.contentType.includes('json')) return answer.text;
  try {
    return JSON.stringify(maskedJson(JSON.parse(answer.text)), null, 2);
  } catch {
    return answer.text;
  }
}
