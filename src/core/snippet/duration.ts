import { UserError } from '../errors';
import { msg } from '../message';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof SECONDS;

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && Object.hasOwn(SECONDS, text);
}

/**
 * Reads a length of time as fences write it: `10s`, `5m`, `1h`, `2d`.
 *
 * @returns whole seconds, one at least
 * @throws UserError naming the attribute
 */
export function readDuration(attribute: string, text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,4})([smhd])$/u.exec(text) ?? [];
  if (amount !== undefined && isUnit(unit)) return Number(amount) * SECONDS[unit];
  throw new UserError({
    what: msg('“{0}” is not a length of time.', text),
    fix: msg('Write {0}= and a whole number with a unit: 10s, 5m, 1h.', attribute),
  });
}
