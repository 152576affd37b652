import type { Log } from '../../core/log';
import type { RotatingLog } from './rotatingLog';

/** The guard's own log: a line per event, with its time. */
export function guardLog(file: RotatingLog, now: () => Date = () => new Date()): Log {
  const line = (level: string, text: string): void => {
    file.write(Buffer.from(`${now().toISOString()} ${level} ${text}\n`, 'utf8'));
  };
  return {
    debug(text) {
      line('debug', text);
    },
    info(text) {
      line('info', text);
    },
    warn(text) {
      line('warn', text);
    },
    error(text, error) {
      line('error', error instanceof Error ? `${text}: ${error.stack ?? error.message}` : text);
    },
  };
}
