import { isUserError, UserError } from '../../core/errors';
import type { KafkaEndpoint } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { speaksTls } from '../tls/speaksTls';
import { needsTls, tlsProblem } from '../tls/tlsProblem';
import { unreachable } from '../unreachable';
import { errorType } from './kafkaError';
import { brokersOf } from './reachBroker';

/** What the user is told about an error of kafkajs. Looks at the broker once more where the error alone does not say. */
export async function kafkaProblem(error: unknown, endpoint: KafkaEndpoint, signal: AbortSignal): Promise<UserError> {
  if (isUserError(error)) return error;
  const { bootstrap, tls, sasl } = endpoint;
  const login = loginProblem(error, endpoint);
  if (login) return login;
  const type = errorType(error);
  if (type !== null) {
    const why = error instanceof Error ? msg('{0}', error.message) : undefined;
    return new UserError({ what: msg('Kafka refused the request: {0}.', type), why }, { cause: error });
  }
  if (isUnsupportedCompression(error)) {
    return new UserError({
      what: msg('The topic holds records in a compression that cannot be read here.'),
      fix: msg('Write it without compression or with gzip (compression.type).'),
    });
  }
  const secure = tlsProblem('Kafka', bootstrap, error);
  if (secure) return secure;
  const [broker] = brokersOf(bootstrap);
  if (!tls && broker && (await speaksTls(broker, signal))) return needsTls('Kafka', bootstrap);
  if (!sasl && isClosed(error)) return closed(bootstrap, error);
  return unreachable('Kafka', bootstrap, error);
}

function loginProblem(error: unknown, { bootstrap, sasl }: KafkaEndpoint): UserError | null {
  const refusal = causes(error).find(({ name, message }) => name === 'KafkaJSSASLAuthenticationError' || message.startsWith('SASL '));
  if (!sasl || (!refusal && !/^SASL_|SASL_MECHANISM$/u.test(errorType(error) ?? ''))) return null;
  const isMechanism = /mechanism/iu.test(`${refusal?.message ?? ''} ${errorType(error) ?? ''}`);
  const fix = isMechanism
    ? msg('Choose the mechanism (sasl) that the broker offers in the settings.')
    : msg(
        'Check the user and the mechanism (sasl) in the settings. If the password was mistyped, run Forget Passwords and start the lab again.',
      );
  return new UserError(
    {
      what: msg('{0} at {1} does not let the user “{2}” in.', 'Kafka', bootstrap, sasl.user),
      why: isMechanism ? msg('The broker does not offer {0}.', sasl.mechanism) : msg('{0} failed.', sasl.mechanism),
      fix,
      action: isMechanism ? 'openSettings' : 'forgetPasswords',
    },
    // What kafkajs says may quote what was sent to log in.
    { cause: null },
  );
}

function causes(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}

/** A broker hangs up on a client that asks before it has logged in. */
function isClosed(error: unknown): boolean {
  return causes(error).some(({ name }) => name === 'KafkaJSConnectionClosedError');
}

function closed(bootstrap: string, error: unknown): UserError {
  return new UserError(
    {
      what: msg('{0} at {1} closed the connection.', 'Kafka', bootstrap),
      why: msg('It may ask for a login, and none was given.'),
      fix: msg('Name the user and the mechanism (sasl) in the settings.'),
      action: 'openSettings',
    },
    { cause: error },
  );
}

function isUnsupportedCompression(error: unknown): boolean {
  return error instanceof Error && error.name === 'KafkaJSNotImplemented' && /compression/iu.test(error.message);
}
