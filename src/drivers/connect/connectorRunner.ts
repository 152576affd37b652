import { isUserError, UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { FieldError, RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { ownConfig } from '../../core/sharing/connectorNames';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { masked } from '../secrets';
import type { ConfigError, ConnectClient } from './connectClient';
import type { ConnectorConfig } from './connectorJson';
import { readConnectorSnippet, type ConnectorSnippet } from './connectorSnippet';

/**
 * Runs `json target=connect`: validates, and deploys only what has no error. Validating first is not a nicety: a PUT of
 * an invalid value is answered with status 500 and a stack trace's text instead of the field's error (Connect 4.3).
 */
export class ConnectorRunner implements Runner {
  constructor(private readonly connect: ConnectClient) {}

  async run(snippet: RunnableSnippet, { endpoints, signal }: RunContext): Promise<RunOutput> {
    const connector = ownConnector(endpoints.sharing?.prefix ?? '', readConnectorSnippet(snippet.code));
    const { name, config } = connector;
    const errors = await this.validate(connector, signal);
    if (errors.length > 0) {
      const fieldErrors = errors.map((error) => fieldError(connector, error.field, error.errors));
      return { kind: 'connector', name, outcome: 'invalid', httpStatus: 200, fieldErrors };
    }
    const before = await this.connect.config(name, signal);
    const httpStatus = await this.connect.putConfig(name, config, signal);
    const outcome = httpStatus === 201 ? 'created' : before && isSame(before, config) ? 'unchanged' : 'updated';
    return { kind: 'connector', name, outcome, httpStatus, fieldErrors: [] };
  }

  private async validate(connector: ConnectorSnippet, signal: AbortSignal): Promise<readonly ConfigError[]> {
    try {
      return await this.connect.validate(connector.config, signal);
    } catch (error) {
      throw unknownClass(error, connector) ?? error;
    }
  }
}

/** The connector under the student's own names. */
function ownConnector(prefix: string, connector: ConnectorSnippet): ConnectorSnippet {
  const config = ownConfig(prefix, connector.config);
  return { ...connector, name: config['name'] ?? connector.name, config };
}

/** Connect 4.3 answers an unknown class with status 500 and one line that names every plugin in full. */
function unknownClass(error: unknown, connector: ConnectorSnippet): UserError | null {
  if (!isUserError(error) || !error.message.includes('Failed to find any class that implements Connector')) return null;
  const present = [...error.message.matchAll(/klass=class ([\w.$]+)/gu)].map((match) => match[1] ?? '');
  return new UserError({
    what: msg('Kafka Connect has no connector class “{0}”.', connector.config['connector.class'] ?? ''),
    fix: msg('It has: {0}. Nothing was sent.', [...new Set(present)].join(', ')),
    place: connector.placeOf('connector.class'),
  });
}

function fieldError(connector: ConnectorSnippet, field: string, errors: readonly string[]): FieldError {
  const value = connector.config[field];
  return { field, value: value === undefined ? null : masked(field, value), errors, place: connector.placeOf(field) };
}

function isSame(a: ConnectorConfig, b: ConnectorConfig): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
