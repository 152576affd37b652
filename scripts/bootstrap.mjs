// What a fresh clone needs before anything can be built. Plain JavaScript without dependencies; quiet when all is there.
// usage: node scripts/bootstrap.mjs
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_NEEDS, LAB_NEEDS } from './bootstrap/needs.mjs';
import { ensureSystemPackages } from './bootstrap/systemPackages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node.js ${process.versions.node} is too old: install 20.19 or later`);
}

/** @param {string} file Relative to the root. Milliseconds; 0 where there is none. */
function changedAt(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function installModules() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  console.log('Installing npm packages');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--silent'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('npm ci failed');
}

/**
 * Makes the clone ready, or throws with what is missing and how to get it.
 * @param {{ host: boolean }} options `host`: whether a VS Code without a desktop will run.
 */
export function bootstrap({ host }) {
  checkNode();
  ensureSystemPackages(host ? [...LAB_NEEDS, ...HOST_NEEDS] : LAB_NEEDS);
  installModules();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) bootstrap({ host: true });
