import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyBundles } from '../../../scripts/build/lazyBundles.mjs';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'debezium-lab-bundles-'));
  await mkdir(path.join(root, 'src/cli'), { recursive: true });
  await mkdir(path.join(root, 'src/drivers'));
  await writeFile(path.join(root, 'src/drivers/index.ts'), "export const heavy = 'HEAVY';");
  await writeFile(path.join(root, 'src/extension.ts'), "export const load = () => import('./drivers/index');");
  await writeFile(path.join(root, 'src/eager.ts'), "import { heavy } from './drivers/index'; export const now = heavy;");
  await writeFile(path.join(root, 'src/cli/play.ts'), "import { heavy } from '../drivers/index'; console.log(heavy);");
});
afterAll(() => rm(root, { recursive: true }));

async function bundle(entry: string, output: string): Promise<string> {
  const targets = new Map([['src/drivers/index', 'drivers.js']]);
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false },
    logLevel: 'silent',
    plugins: [lazyBundles({ root, output, targets })],
  });
  return result.outputFiles[0]?.text ?? '';
}

describe('bundles that load on first use', () => {
  it('stay out of the extension, which requires them when asked', async () => {
    const text = await bundle('src/extension.ts', 'extension.js');
    expect(text).toContain('require("./drivers.js")');
    expect(text).not.toContain('HEAVY');
  });

  it('must not be imported statically by the extension', async () => {
    await expect(bundle('src/eager.ts', 'extension.js')).rejects.toThrow(/load it with import\(\)/u);
  });

  it('are found from the command line, one folder below', async () => {
    expect(await bundle('src/cli/play.ts', 'cli/play.js')).toContain('require("../drivers.js")');
  });

  it('hold their own code', async () => {
    expect(await bundle('src/drivers/index.ts', 'drivers.js')).toContain('HEAVY');
  });
});
