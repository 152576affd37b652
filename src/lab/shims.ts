import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS } from '../core/lab/lab';
import { writeAtomic } from './files/atomicFile';
import { readText } from './files/readable';
import type { RuntimeChoice } from './labSettings';

export interface ShimOptions {
  readonly home: string;
  /** The command line's bundle, `dist/cli/lab.js`. */
  readonly cliPath: string;
  /** The Node program, or Electron's, which a variable makes plain Node. */
  readonly node: string;
  /** The runtime its user chose: the terminal's lab is the window's. */
  readonly runtime?: RuntimeChoice | undefined;
}

/**
 * Writes the commands of a lab's terminal into `<home>/bin`: `debezium-lab`, and tools such as `kafka-topics` and `mysql`
 * as commands of it. They work on this very lab whatever the shell's environment says, by the same words on every
 * platform. Gives the folder, to be put on PATH.
 */
export function writeShims(options: ShimOptions): string {
  const bin = join(options.home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeShim(bin, 'debezium-lab', '', options);
  for (const tool of TOOLS) writeShim(bin, tool, `tool ${tool} `, options);
  return bin;
}

/** @param words what comes before the user's own arguments */
function writeShim(bin: string, name: string, words: string, { home, cliPath, node, runtime = 'auto' }: ShimOptions): void {
  const posix = `#!/bin/sh
ELECTRON_RUN_AS_NODE=1 DEBEZIUM_LAB_HOME=${quoted(home)} DEBEZIUM_LAB_RUNTIME=${runtime} exec ${quoted(node)} ${quoted(cliPath)} ${words}"$@"
`;
  const windows = `@echo off\r
setlocal\r
set "ELECTRON_RUN_AS_NODE=1"\r
set "DEBEZIUM_LAB_HOME=${home}"\r
set "DEBEZIUM_LAB_RUNTIME=${runtime}"\r
"${node}" "${cliPath}" ${words}%*\r
`;
  writeChanged(join(bin, name), posix);
  writeChanged(join(bin, `${name}.cmd`), windows);
  chmodSync(join(bin, name), 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function writeChanged(path: string, text: string): void {
  if (readText(path) !== text) writeAtomic(path, text, 0o755);
}
