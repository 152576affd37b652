import type { LogOutputChannel } from 'vscode';
import type { Log } from '../core/log';

/** The program's log on the extension's one channel. A stack goes here and nowhere else. */
export function channelLog(channel: LogOutputChannel): Log {
  return {
    debug: (text) => channel.debug(text),
    info: (text) => channel.info(text),
    warn: (text) => channel.warn(text),
    error: (text, error) => {
      if (error === undefined) channel.error(text);
      else channel.error(text, error instanceof Error ? (error.stack ?? error.message) : error);
    },
  };
}
