import { spawn } from 'node:child_process';
import { findOnPath } from '../bootstrap/findOnPath.mjs';

/** The command of a desktop VS Code that could show a window here; null where there is none. */
export function findDesktop() {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return hasDisplay ? findOnPath(['code', 'code-insiders', 'codium']) : null;
}

/**
 * Opens a window of the desktop's VS Code with the extensions in it.
 *
 * @param {string} command From {@link findDesktop}.
 * @param {{ extensions: readonly string[], workspace: string }} options
 */
export function openDesktop(command, { extensions, workspace }) {
  const args = ['--new-window', ...extensions.map((folder) => `--extensionDevelopmentPath=${folder}`), workspace];
  spawn(command, args, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
}
