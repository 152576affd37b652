import { setTimeout as delay } from 'node:timers/promises';
import { PATIENCE } from '../protocol';

const PACE = 100;

/** Resolves with what `look` finds, once it finds something. @throws Error naming what never came */
export async function until<T>(what: string, look: () => Promise<T | null | undefined> | T | null | undefined): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`It never came: ${what}`);
    await delay(PACE);
  }
}
