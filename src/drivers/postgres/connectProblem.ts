import { UserError, type Problem } from '../../core/errors';
import type { DatabaseEndpoint } from '../../core/lab/endpoints';
import { msg } from '../../core/message';
import { notTls, tlsProblem } from '../tls/tlsProblem';
import { unreachable } from '../unreachable';

const PRODUCT = 'PostgreSQL';

/** Why no connection came about. Codes are those of "PostgreSQL Error Codes" in its documentation. */
export function connectProblem(endpoint: DatabaseEndpoint, error: unknown): UserError {
  const address = `${endpoint.host}:${endpoint.port.toString()}`;
  const secure = tlsProblem(PRODUCT, address, error);
  if (secure) return secure;
  if (!(error instanceof Error)) return unreachable(PRODUCT, address, error);
  const problem = error.message.includes('does not support SSL') ? notTls(PRODUCT, address) : refusal(error, address, endpoint);
  return problem ? new UserError({ ...problem, why: msg('{0}', error.message) }, { cause: error }) : unreachable(PRODUCT, address, error);
}

function refusal(error: Error, address: string, { user, database, tls }: DatabaseEndpoint): Problem | null {
  const code = 'severity' in error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null) return null;
  // The rules of pg_hba.conf ask for TLS.
  if (code === '28000' && !tls && error.message.includes('no encryption')) {
    return {
      what: msg('{0} at {1} speaks TLS only.', PRODUCT, address),
      fix: msg('Turn TLS on in the settings (tls), or ask whoever runs the server to let this machine in.'),
      action: 'openSettings',
    };
  }
  switch (code) {
    // invalid_authorization_specification, invalid_password
    case '28000':
    case '28P01':
      return {
        what: msg('{0} at {1} does not let the user “{2}” in.', PRODUCT, address, user),
        fix: msg(
          'Check the user in the settings. If the password was mistyped, run Forget Passwords and start the lab again. If this is the lab’s own server, reset the lab: that makes its users anew.',
        ),
        action: 'forgetPasswords',
      };
    // invalid_catalog_name
    case '3D000':
      return {
        what: msg('{0} at {1} has no database “{2}”.', PRODUCT, address, database),
        fix: msg('Create it again, or reset the lab: that brings its databases back.'),
      };
    // too_many_connections
    case '53300':
      return {
        what: msg('{0} at {1} takes no more connections.', PRODUCT, address),
        fix: msg('Close clients that are no longer needed (pg_stat_activity names them) and run this again.'),
        action: 'retry',
      };
    default:
      return { what: msg('{0} at {1} refused the connection.', PRODUCT, address), action: 'retry' };
  }
}
