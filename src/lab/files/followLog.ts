import { open, stat } from 'node:fs/promises';
import { isUserError } from '../../core/errors';
import type { Lab, ServiceName } from '../../core/lab/lab';
import { pause } from '../process/waitUntil';

/** What is shown of a log: told in the order in which it came. */
export interface LogListener {
  /** Lines that came after all that was shown. */
  append(text: string): void;
  /** The log as it is now: the first look, or one that does not go on where the last one ended. */
  replace(text: string): void;
}

/** As much of a log's end as is read at a time. */
export const SHOWN_BYTES = 256 * 1024;
/** Characters by which the place of the last look is found again. */
const MARK = 2_000;
const EVERY_MS = 500;
/** How many times longer than the look took the next one is waited for: where an engine has to be asked, that is work. */
const SHARE = 4;

/**
 * Tells what a service's log says, now and as it grows, until the signal is aborted. The file is found again by what it
 * says, not by a position in it: it may be set aside and begun anew, or be a copy of the last lines that is made for each
 * look. A file that is not there yet is waited for.
 */
export async function followLog(lab: Lab, service: ServiceName, listener: LogListener, signal: AbortSignal): Promise<void> {
  let lastStamp = '';
  let shown = '';
  for (;;) {
    const begun = performance.now();
    const path = await pathOf(lab, service, signal);
    const stamp = path === null || isOver(signal) ? null : await stampOf(path);
    if (path !== null && stamp !== null && stamp !== lastStamp) {
      const text = await endOf(path);
      const news = lastStamp === '' ? null : newText(shown, text);
      if (isOver(signal)) return;
      if (news === null) listener.replace(text);
      else if (news !== '') listener.append(news);
      lastStamp = stamp;
      shown = text;
    }
    try {
      await pause(Math.max(EVERY_MS, SHARE * (performance.now() - begun)), signal);
    } catch {
      return;
    }
  }
}

/** Null while there is nothing to read, such as when the engine that keeps the log does not answer. */
async function pathOf(lab: Lab, service: ServiceName, signal: AbortSignal): Promise<string | null> {
  try {
    return await lab.logFile(service, { signal });
  } catch (error) {
    if (!signal.aborted && !isUserError(error)) throw error;
    return null;
  }
}

/** Asked anew after every wait, which the compiler would not believe of the property. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** What the text has behind the end of the one shown before; null when that end is not in it. */
export function newText(shown: string, present: string): string | null {
  const mark = shown.slice(-MARK);
  const at = present.lastIndexOf(mark);
  return at < 0 ? null : present.slice(at + mark.length);
}

/** Differs whenever the file was written to. Null when there is none. */
async function stampOf(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return [ino, size, mtimeMs].join(' ');
  } catch {
    return null;
  }
}

async function endOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - SHOWN_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    // The first line is only a part of one.
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
