/** Where the program tells what it did. `ui` backs it with one log channel, the command line with standard error. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string, error?: unknown): void;
}

/** For callers that have nowhere to log to. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
