import { UserError, type Problem } from '../core/errors';
import { msg } from '../core/message';

/** For a service of the lab that does not answer: not started yet, stopped, or broken off. `address` is `host:port` or a URL. */
export function unreachable(service: string, address: string, cause: unknown): UserError {
  return new UserError(
    {
      what: msg('{0} does not answer at {1}.', service, address),
      why: reason(cause),
      ...advice(address),
    },
    { cause },
  );
}

/** A server elsewhere is not started from here. */
function advice(address: string): Pick<Problem, 'fix' | 'action'> {
  if (/^(\w+:\/\/)?(127\.|localhost\b|–)/u.test(address)) {
    return { fix: msg('Start the lab, or wait until it is ready, and run this again.'), action: 'startLab' };
  }
  return {
    fix: msg('Check the address in the settings, and that this machine can reach it (network, VPN, firewall).'),
    action: 'openSettings',
  };
}

/** For a system that the lab, as it runs now, does not have. */
export function notInLab(service: string): UserError {
  return new UserError({
    what: msg('The lab runs without {0}.', service),
    fix: msg('Start the lab with a profile that has it.'),
    action: 'startLab',
  });
}

/** Node reports several refused addresses as one `AggregateError` without a message of its own. */
function reason(cause: unknown): ReturnType<typeof msg> | undefined {
  if (cause instanceof AggregateError) return reason(cause.errors[0]);
  if (!(cause instanceof Error)) return undefined;
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  const text = inner.message === '' && 'code' in inner ? String(inner.code) : inner.message;
  return text === '' ? undefined : msg('{0}', text);
}
