import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The lab's own bundles, built from the sources as they are: a `dist/` may be older. */
export interface LabBuild {
  readonly guardPath: string;
  readonly cliPath: string;
  /** The folder `labs/`. */
  readonly assets: string;
  remove(): Promise<void>;
}

export async function buildLab(): Promise<LabBuild> {
  // Labs of tests have homes that go away; what they download should not.
  process.env['DEBEZIUM_LAB_CACHE'] ??= path.join(ROOT, '.cache');
  const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-build-'));
  const dist = path.join(folder, 'dist');
  await mkdir(dist);
  await symlink(path.join(ROOT, 'labs'), path.join(folder, 'labs'));
  const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', absWorkingDir: ROOT, logLevel: 'warning' } as const;
  await Promise.all([
    build({ ...common, entryPoints: ['src/lab/guard/main.ts'], outfile: path.join(dist, 'guard.js') }),
    build({ ...common, entryPoints: ['src/cli/lab.ts'], outfile: path.join(dist, 'cli/lab.js') }),
  ]);
  return {
    guardPath: path.join(dist, 'guard.js'),
    cliPath: path.join(dist, 'cli/lab.js'),
    assets: path.join(ROOT, 'labs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
