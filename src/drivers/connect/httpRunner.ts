import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { maskedJson } from '../secrets';
import type { ConnectClient } from './connectClient';
import type { ConnectAnswer } from './connectRequest';
import { readHttpSnippet } from './httpSnippet';

/** Longest body shown, in UTF-16 units. */
const BODY_LENGTH = 256 * 1024;

/** Runs `http`: one request to Connect's REST interface, its answer shown whatever the status. */
export class HttpRunner implements Runner {
  constructor(private readonly connect: ConnectClient) {}

  async run(snippet: RunnableSnippet, { signal }: RunContext): Promise<RunOutput> {
    const request = readHttpSnippet(snippet.code);
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

/** Pretty-printed when it is JSON, with secrets masked: an answer may hold a connector's whole configuration. */
function shown(answer: ConnectAnswer): string {
  if (!answer.contentType.includes('json')) return answer.text;
  try {
    return JSON.stringify(maskedJson(JSON.parse(answer.text)), null, 2);
  } catch {
    return answer.text;
  }
}
