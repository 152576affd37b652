import { UserError } from '../../core/errors';
import type { ConnectEndpoint, Endpoints } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { isOwn } from '../../core/sharing/prefix';
import { allowWrite } from '../../core/sharing/writes';
import type { Connector } from '../../core/check/probes';
import { unreachable } from '../unreachable';
import { askConnect, type ConnectRequest } from './connectRequest';
import { asRecord, configOf, readConnector, readText, type ConnectorConfig } from './connectorJson';
import type { HttpAnswer } from './httpExchange';

/** What Connect found wrong with one property. Its texts are Connect's own. */
export interface ConfigError {
  readonly field: string;
  readonly value: string | null;
  readonly errors: readonly string[];
}

/** Kafka Connect's REST interface. Each method rejects with a `UserError`, or with the signal's reason. */
export class ConnectClient {
  constructor(private readonly endpoints: () => Promise<Endpoints | null>) {}

  /** All connectors; where others use the same Connect, the student's own. */
  async list(signal: AbortSignal): Promise<readonly Connector[]> {
    const all = asRecord(await this.json('/connectors?expand=status&expand=info', signal));
    const prefix = (await this.present()).sharing?.prefix ?? '';
    return Object.keys(all)
      .filter((name) => isOwn(prefix, 'kafka', name))
      .sort((a, b) => a.localeCompare(b))
      .map((name) => {
        const { info, status } = asRecord(all[name]);
        return readConnector(name, asRecord(info)['config'], status);
      });
  }

  /** Null when there is no connector of that name. */
  async connector(name: string, signal: AbortSignal): Promise<Connector | null> {
    const path = pathOf(name);
    const [info, status] = await Promise.all([this.jsonOrNull(path, signal), this.jsonOrNull(`${path}/status`, signal)]);
    return info === null ? null : readConnector(name, asRecord(info)['config'], status);
  }

  /** The configuration with its secrets, for comparing; null when there is no such connector. */
  async config(name: string, signal: AbortSignal): Promise<ConnectorConfig | null> {
    const config = await this.jsonOrNull(`${pathOf(name)}/config`, signal);
    return config === null ? null : configOf(config);
  }

  /** The properties that are wrong, as the connector's own validation sees it: it also tries the database. */
  async validate(config: ConnectorConfig, signal: AbortSignal): Promise<readonly ConfigError[]> {
    const path = `/connector-plugins/${encodeURIComponent(config['connector.class'] ?? '')}/config/validate`;
    const result = asRecord(await this.json(path, signal, { method: 'PUT', body: JSON.stringify(config) }));
    const entries = Array.isArray(result['configs']) ? result['configs'] : [];
    return entries
      .map((entry) => asRecord(asRecord(entry)['value']))
      .flatMap((value) => {
        const errors = Array.isArray(value['errors']) ? value['errors'].map(String) : [];
        return errors.length === 0 ? [] : [{ field: String(value['name']), value: readText(value['value']), errors }];
      });
  }

  /** Creates the connector (201) or changes its configuration (200). */
  async putConfig(name: string, config: ConnectorConfig, signal: AbortSignal): Promise<201 | 200> {
    const answer = await this.ask({ method: 'PUT', path: `${pathOf(name)}/config`, body: JSON.stringify(config) }, signal);
    return answer.status === 201 ? 201 : 200;
  }

  async pause(name: string, signal: AbortSignal): Promise<void> {
    await this.ask({ method: 'PUT', path: `${pathOf(name)}/pause` }, signal);
  }

  async resume(name: string, signal: AbortSignal): Promise<void> {
    await this.ask({ method: 'PUT', path: `${pathOf(name)}/resume` }, signal);
  }

  async stop(name: string, signal: AbortSignal): Promise<void> {
    await this.ask({ method: 'PUT', path: `${pathOf(name)}/stop` }, signal);
  }

  /** Restarts the connector, and with `tasks` its tasks as well. */
  async restart(name: string, options: { readonly tasks: boolean }, signal: AbortSignal): Promise<void> {
    const query = `includeTasks=${String(options.tasks)}&onlyFailed=false`;
    await this.ask({ method: 'POST', path: `${pathOf(name)}/restart?${query}` }, signal);
  }

  async remove(name: string, signal: AbortSignal): Promise<void> {
    await this.ask({ method: 'DELETE', path: pathOf(name) }, signal);
  }

  /** The committed offsets as Connect tells them: a list of `{partition, offset}`. */
  async offsets(name: string, signal: AbortSignal): Promise<unknown> {
    return asRecord(await this.json(`${pathOf(name)}/offsets`, signal))['offsets'] ?? [];
  }

  /** Topics the connector has written to since its topic list was last reset. */
  async topics(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const answer = asRecord(await this.json(`${pathOf(name)}/topics`, signal));
    const topics = asRecord(answer[name])['topics'];
    return Array.isArray(topics) ? topics.map(String).sort((a, b) => a.localeCompare(b)) : [];
  }

  /** The worker's version, such as `4.3.0`. */
  async version(signal: AbortSignal): Promise<string> {
    return readText(asRecord(await this.json('/', signal))['version']) ?? '';
  }

  /** Any request; rejects only when nothing answers, and for a change where nothing may be changed. */
  async send(request: ConnectRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { connect, sharing } = await this.present();
    if (!isReading(request)) allowWrite(sharing);
    return askConnect(connect, request, signal);
  }

  private async present(): Promise<Endpoints> {
    const endpoints = await this.endpoints();
    if (!endpoints) throw unreachable('Kafka Connect', '–', null);
    return endpoints;
  }

  private async ask(request: ConnectRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await this.send(request, signal);
    if (answer.status >= 400) throw refused(answer, (await this.present()).connect);
    return answer;
  }

  private async json(path: string, signal: AbortSignal, rest?: Partial<ConnectRequest>): Promise<unknown> {
    const answer = await this.ask({ method: 'GET', path, ...rest }, signal);
    return JSON.parse(answer.text) as unknown;
  }

  private async jsonOrNull(path: string, signal: AbortSignal): Promise<unknown> {
    const answer = await this.send({ method: 'GET', path }, signal);
    if (answer.status === 404) return null;
    if (answer.status >= 400) throw refused(answer, (await this.present()).connect);
    return JSON.parse(answer.text) as unknown;
  }
}

/** Validating a configuration is a PUT that keeps nothing. */
export function isReading({ method, path }: ConnectRequest): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return true;
  return method === 'PUT' && /^\/connector-plugins\/(?:(?!%2f|%5c)[^/\\?#])+\/config\/validate$/iu.test(path);
}

function pathOf(connector: string): string {
  return `/connectors/${encodeURIComponent(connector)}`;
}

/** Connect's error body is `{"error_code": 409, "message": "…"}`. */
function refused(answer: HttpAnswer, endpoint: ConnectEndpoint): UserError {
  if (answer.status === 401 || answer.status === 403) return notLetIn(answer.status, endpoint);
  if (answer.status === 404) return new UserError({ what: msg('Kafka Connect: {0}.', messageIn(answer.text)) });
  return new UserError({
    what: msg('Kafka Connect refused the request ({0}).', answer.status),
    why: msg('{0}', messageIn(answer.text)),
    fix: answer.status >= 500 ? msg('This is a fault inside Connect; its log has the stack trace.') : undefined,
    action: answer.status >= 500 ? 'showLog' : undefined,
  });
}

/** With 401 nobody knows the user, with 403 the user may not do this. */
function notLetIn(status: number, { url, login }: ConnectEndpoint): UserError {
  const what = login
    ? msg('{0} at {1} does not let the user “{2}” in.', 'Kafka Connect', url, login.user)
    : msg('{0} at {1} asks for a user and a password.', 'Kafka Connect', url);
  const fix =
    status === 403
      ? msg('Ask whoever runs the cluster for the permission.')
      : msg('Check the user in the settings. If the password was mistyped, run Forget Passwords and start the lab again.');
  return new UserError({
    what,
    why: msg('It answered with status {0}.', status),
    fix,
    action: status === 401 && login ? 'forgetPasswords' : 'openSettings',
  });
}

function messageIn(text: string): string {
  try {
    return readText(asRecord(JSON.parse(text))['message']) ?? text;
  } catch {
    return text.slice(0, 500);
  }
}
