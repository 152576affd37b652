import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { root } from '../../../scripts/build/entries.mjs';
import { pageOptions } from '../../../scripts/build/pages.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the pages, built from source as `npm run build` does. */
    pages: string;
  }
}

/** Builds the pages once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-pages-'));
  const define = { 'process.env.NODE_ENV': '"production"' };
  await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    define,
    ...pageOptions(folder),
  });
  project.provide('pages', folder);
  return () => rm(folder, { recursive: true, force: true });
}
