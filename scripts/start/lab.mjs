import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from '../build/entries.mjs';

const cli = path.join(root, 'dist/cli/lab.js');

/** Starts the lab and says what it does; returns whether it was down before. Rejects when it does not come up. */
export async function startLab() {
  const wasUp = spawnSync(process.execPath, [cli, 'status', '--json'], { stdio: 'ignore' }).status === 0;
  const child = spawn(process.execPath, [cli, 'up', '--profile', 'postgres'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The lab did not start; the lines above say why');
  return !wasUp;
}

/**
 * Fetches what lessons on MySQL need, unless it is there. Without it the other lessons work: no reason to stop.
 *
 * @param {AbortSignal} signal Ends it early; what was fetched half goes away.
 */
export async function prepareMysql(signal) {
  const child = spawn(process.execPath, [cli, 'prepare', '--profile', 'mysql'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const [code] = await once(child, 'exit');
  signal.removeEventListener('abort', stop);
  if (code !== 0 && !signal.aborted) console.error('Lessons on MySQL will not run until what the lines above name is there.');
}

/** Stops the lab; its data stays. */
export function stopLab() {
  spawnSync(process.execPath, [cli, 'down'], { stdio: 'ignore', timeout: 60_000 });
}
