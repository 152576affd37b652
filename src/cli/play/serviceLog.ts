import { open, stat } from 'node:fs/promises';

/** A service's log from a moment on. */
export interface LogSince {
  read(): Promise<string>;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    // A service that has not been started yet has not logged.
    return 0;
  }
}

/** Notes where the log ends now; what is read is what came after. A log that was begun anew meanwhile is read whole. */
export async function logSince(file: string): Promise<LogSince> {
  const start = await sizeOf(file);
  return {
    read: async () => {
      const size = await sizeOf(file);
      const from = size < start ? 0 : start;
      if (size === from) return '';
      const handle = await open(file);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
        return buffer.subarray(0, bytesRead).toString('utf8');
      } finally {
        await handle.close();
      }
    },
  };
}
