import type { FieldError, RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { masked } from '../secrets';
import type { ConnectClient } from './connectClient';
import type { ConnectorConfig } from './connectorJson';
import { readConnectorSnippet, type ConnectorSnippet } from './connectorSnippet';

/**
 * Runs `json target=connect`: validates, and deploys only what has no error. Validating first is not a nicety: a PUT of
 * an invalid value is answered with status 500 and a stack trace's text instead of the field's error (Connect 4.3).
 */
export class ConnectorRunner implements Runner {
  constructor(private readonly connect: ConnectClient) {}

  async run(snippet: RunnableSnippet, { signal }: RunContext): Promise<RunOutput> {
    const connector = readConnectorSnippet(snippet.code);
    const { name, config } = connector;
    const errors = await this.connect.validate(config, signal);
    if (errors.length > 0) {
      const fieldErrors = errors.map((error) => fieldError(connector, error.field, error.errors));
      return { kind: 'connector', name, outcome: 'invalid', httpStatus: 200, fieldErrors };
    }
    const before = await this.connect.config(name, signal);
    const httpStatus = await this.connect.putConfig(name, config, signal);
    const outcome = httpStatus === 201 ? 'created' : before && isSame(before, config) ? 'unchanged' : 'updated';
    return { kind: 'connector', name, outcome, httpStatus, fieldErrors: [] };
  }
}

function fieldError(connector: ConnectorSnippet, field: string, errors: readonly string[]): FieldError {
  const value = connector.config[field];
  return { field, value: value === undefined ? null : masked(field, value), errors, place: connector.placeOf(field) };
}

function isSame(a: ConnectorConfig, b: ConnectorConfig): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
