import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from './files/atomicFile';
import { readText } from './files/readable';

export interface ShimOptions {
  readonly home: string;
  /** The command line's bundle, `dist/cli/lab.js`. */
  readonly cliPath: string;
  /** The Node program, or Electron's, which a variable makes plain Node. */
  readonly node: string;
}

/**
 * Writes `debezium-lab` into `<home>/bin`, the lab's command line for lessons' shell snippets, which works on this very
 * lab whatever the shell's environment says. Gives the folder, to be put on PATH.
 */
export function writeShims({ home, cliPath, node }: ShimOptions): string {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  const posix = `#!/bin/sh
ELECTRON_RUN_AS_NODE=1 DEBEZIUM_LAB_HOME=${quoted(home)} exec ${quoted(node)} ${quoted(cliPath)} "$@"
`;
  const windows = `@echo off\r
setlocal\r
set "ELECTRON_RUN_AS_NODE=1"\r
set "DEBEZIUM_LAB_HOME=${home}"\r
"${node}" "${cliPath}" %*\r
`;
  writeChanged(join(bin, 'debezium-lab'), posix);
  writeChanged(join(bin, 'debezium-lab.cmd'), windows);
  chmodSync(join(bin, 'debezium-lab'), 0o755);
  return bin;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function writeChanged(path: string, text: string): void {
  if (readText(path) !== text) writeAtomic(path, text, 0o755);
}
