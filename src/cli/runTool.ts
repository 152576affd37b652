import { spawn } from 'node:child_process';
import type { ToolLaunch } from '../core/lab/lab';

/**
 * Runs a tool in this terminal, with the user's arguments after its own. Gives its exit code. Ctrl-C reaches the tool by
 * itself, since both are in the terminal's foreground; this process waits for what it makes of it.
 */
export function runTool({ command, args, env }: ToolLaunch, own: readonly string[]): Promise<number> {
  process.on('SIGINT', () => undefined);
  const child = spawn(command, [...args, ...own], { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
