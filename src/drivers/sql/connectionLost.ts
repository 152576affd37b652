import type { Problem } from '../../core/errors';
import { msg } from '../../core/message';

/** For a connection that broke off under a statement: nobody knows whether the server carried it out. */
export function connectionLost(product: string, error: Error): Problem {
  return {
    what: msg('The connection to {0} was lost while this statement ran.', product),
    why: msg('{0}', error.message),
    fix: msg('Whether the statement took effect is not known. When the server is back, run the snippet again.'),
    action: 'retry',
  };
}
