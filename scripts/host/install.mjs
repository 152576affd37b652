import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { prepareHost } from './prepare.mjs';

const run = promisify(execFile);

/**
 * Installs a packed extension as a user would. Rejects with VS Code's own words when it does not take it.
 *
 * @param {string} vsix
 * @param {string} extensionsFolder
 */
export async function installExtension(vsix, extensionsFolder) {
  const host = await prepareHost();
  const data = path.join(path.dirname(extensionsFolder), 'data');
  await run(host.node, [
    path.join(host.server, 'out/server-main.js'),
    ...['--install-extension', vsix, '--extensions-dir', extensionsFolder, '--server-data-dir', data, '--accept-server-license-terms'],
  ]);
}
