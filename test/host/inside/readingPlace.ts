import { setTimeout as delay } from 'node:timers/promises';
import { PATIENCE, type ReadingPlace } from '../protocol';
import { outside } from './outside';

const PACE = 100;
/** In pixels: a line of text may fall on another fraction of one. */
const TOLERANCE = 2;

const told = ({ text, top }: ReadingPlace): string => `“${text}” at ${String(top)} px`;

/**
 * Resolves once the reader is at `place`: steps that come into view are laid out then, and the text moves until they are.
 *
 * @throws Error that tells both places
 */
export async function readerAt(lesson: string, place: ReadingPlace): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const now = await outside('readingPlace', { lesson });
    if (now.text === place.text && Math.abs(now.top - place.top) <= TOLERANCE) return;
    if (Date.now() > deadline) throw new Error(`The reader is at ${told(now)}, not at ${told(place)}`);
    await delay(PACE);
  }
}

/** Where the reader is once the page has come to rest: two looks that saw the same. @throws Error if it never does */
export async function restingPlace(lesson: string): Promise<ReadingPlace> {
  const deadline = Date.now() + PATIENCE;
  for (let before = await outside('readingPlace', { lesson }); ;) {
    await delay(5 * PACE);
    const now = await outside('readingPlace', { lesson });
    if (now.text === before.text && now.top === before.top) return now;
    if (Date.now() > deadline) throw new Error(`The page does not come to rest; it is at ${told(now)}`);
    before = now;
  }
}
