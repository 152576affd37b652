// usage: node scripts/package.mjs    Builds for production and writes dist/debezium-lab.vsix.
import { createVSIX } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from './build/entries.mjs';

const build = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--production'], { cwd: root, stdio: 'inherit' });
if (build.status !== 0) process.exit(1);
const packagePath = path.join(root, 'dist/debezium-lab.vsix');
// Everything is bundled, so no dependency travels; there is no public repository yet to link to.
await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
const { size } = await stat(packagePath);
console.log(`${path.relative(root, packagePath)}: ${(size / 1024 / 1024).toFixed(1)} MB`);
