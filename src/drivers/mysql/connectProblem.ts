import { UserError, type Problem } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { notTls, tlsProblem, tlsProblemOf } from '../tls/tlsProblem';
import { unreachable } from '../unreachable';
import { errorNumber } from './serverProblem';

/** Why no connection came about. Numbers are those of "Server Error Message Reference" in MySQL's documentation. */
export function connectProblem(product: string, endpoint: DatabaseEndpoint, error: unknown): UserError {
  const address = `${endpoint.host}:${endpoint.port.toString()}`;
  const secure = tlsProblemOf(handshakeCode(error), product, address, error) ?? tlsProblem(product, address, error);
  if (secure) return secure;
  // HANDSHAKE_NO_SSL_SUPPORT of mysql2.
  if (error instanceof Error && error.message === 'Server does not support secure connection') {
    return new UserError({ ...notTls(product, address), why: msg('{0}', error.message) }, { cause: error });
  }
  const number = error instanceof Error ? errorNumber(error) : null;
  if (!(error instanceof Error) || number === null) return unreachable(product, address, error);
  return new UserError({ ...refusal(number, product, address, endpoint), why: msg('{0}', error.message) }, { cause: error });
}

/** What is wrong with a certificate, by Node's codes: mysql2 puts a code of its own in their place. */
const VERIFICATION: readonly (readonly [text: RegExp, code: string])[] = [
  [/has expired/u, 'CERT_HAS_EXPIRED'],
  [/not yet valid/u, 'CERT_NOT_YET_VALID'],
  [/altnames/u, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/self-signed|self signed|issuer certificate|verify the first certificate/u, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
];

function handshakeCode(error: unknown): string | null {
  if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'HANDSHAKE_SSL_ERROR') return null;
  return VERIFICATION.find(([text]) => text.test(error.message))?.[1] ?? 'EPROTO';
}

function refusal(number: number, product: string, address: string, endpoint: DatabaseEndpoint): Problem {
  switch (number) {
    // ER_DBACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR, ER_ACCESS_DENIED_NO_PASSWORD_ERROR
    case 1044:
    case 1045:
    case 1698:
      return {
        what: msg('{0} at {1} does not let the user “{2}” in.', product, address, endpoint.user),
        fix: msg(
          'Check the user in the settings. If the password was mistyped, run Forget Passwords and start the lab again. If this is the lab’s own server, reset the lab: that makes its users anew.',
        ),
        action: 'forgetPasswords',
      };
    // ER_BAD_DB_ERROR
    case 1049:
      return {
        what: msg('{0} at {1} has no database “{2}”.', product, address, endpoint.database),
        fix: msg('Create it again, or reset the lab: that brings its databases back.'),
      };
    // ER_CON_COUNT_ERROR, ER_TOO_MANY_USER_CONNECTIONS, ER_USER_LIMIT_REACHED
    case 1040:
    case 1203:
    case 1226:
      return {
        what: msg('{0} at {1} takes no more connections.', product, address),
        fix: msg('Close clients that are no longer needed (SHOW PROCESSLIST names them) and run this again.'),
        action: 'retry',
      };
    // ER_SECURE_TRANSPORT_REQUIRED
    case 3159:
      return {
        what: msg('{0} at {1} speaks TLS only.', product, address),
        fix: msg('Turn TLS on in the settings (tls), or ask whoever runs the server to let this machine in.'),
        action: 'openSettings',
      };
    default:
      return { what: msg('{0} at {1} refused the connection.', product, address), action: 'retry' };
  }
}
