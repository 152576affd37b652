import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { Cell } from '../../core/run/result';
import type { ResultStore } from '../../core/run/runner';
import { RESULT_LIMITS, RowCollector, type ResultLimits } from './rowCollector';
import { SpoolFile } from './spoolFile';

/**
 * The files behind large results, in a folder of this process: several windows share one home. Files of a process that
 * is gone (a crash) are removed when the next one writes its first.
 */
export class ResultFiles implements ResultStore {
  private readonly files = new Map<string, SpoolFile>();
  private swept = false;

  constructor(
    private readonly folder: string,
    private readonly limits: ResultLimits = RESULT_LIMITS,
  ) {}

  collector(): RowCollector {
    return new RowCollector(() => this.open(), this.limits);
  }

  async page(handle: string, from: number, count: number): Promise<readonly (readonly Cell[])[]> {
    const file = this.files.get(handle);
    if (!file) throw gone();
    return file.read(from, count);
  }

  async release(handle: string): Promise<void> {
    const file = this.files.get(handle);
    this.files.delete(handle);
    await file?.remove();
  }

  async dispose(): Promise<void> {
    this.files.clear();
    await rm(this.own, { recursive: true, force: true });
  }

  private get own(): string {
    return path.join(this.folder, String(process.pid));
  }

  private open(): { readonly handle: string; readonly file: SpoolFile } {
    if (!this.swept) sweep(this.folder);
    this.swept = true;
    const handle = randomUUID();
    const file = new SpoolFile(path.join(this.own, `${handle}.jsonl`));
    this.files.set(handle, file);
    return { handle, file };
  }
}

function sweep(folder: string): void {
  for (const name of entries(folder)) {
    if (!isAlive(Number(name))) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function gone(): UserError {
  return new UserError({
    what: msg('The rows of this result are no longer kept.'),
    fix: msg('Run the snippet again.'),
    action: 'retry',
  });
}
