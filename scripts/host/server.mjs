import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { spawnGroup, stopGroup } from './process.mjs';

/** What a person would switch off before looking at one extension. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
};

/**
 * @typedef {object} EditorServer
 * @property {number} port
 * @property {string} extensionsFolder Extensions put here before the first window opens are installed.
 * @property {string} logFile
 * @property {(query: Record<string, string>) => string} url Address of the workbench, with its access token.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code's server on a free port of 127.0.0.1, behind a token.
 *
 * @param {object} options
 * @param {import('./prepare.mjs').Host} options.host
 * @param {string} options.folder Takes the user's data, extensions and logs; reused, it remembers the user.
 * @param {Record<string, unknown>} [options.settings] User settings on top of the quiet ones.
 * @param {Record<string, string>} [options.env] On top of this process's own.
 * @param {boolean} [options.automation] Needed by `extensionDevelopmentPath` and `extensionTestsPath`.
 * @returns {Promise<EditorServer>}
 */
export async function startServer({ host, folder, settings = {}, env = {}, automation = true }) {
  const userData = path.join(folder, 'user-data');
  const extensionsFolder = path.join(folder, 'extensions');
  const logFile = path.join(folder, 'server.log');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await mkdir(extensionsFolder, { recursive: true });
  await writeFile(path.join(userData, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  const token = randomBytes(16).toString('hex');
  const args = [
    path.join(host.server, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
    ...['--disable-workspace-trust', '--telemetry-level', 'off'],
    ...['--user-data-dir', userData, '--server-data-dir', path.join(folder, 'data'), '--extensions-dir', extensionsFolder],
    ...(automation ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawnGroup(host.node, args, { env: { ...process.env, ...env } });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(log, { end: false });
  const port = await listening(child, log).catch(async (/** @type {unknown} */ error) => {
    await stopGroup(child);
    throw new Error(`The editor's server did not start; its log: ${logFile}`, { cause: error });
  });
  return {
    port,
    extensionsFolder,
    logFile,
    url: (query) => `http://127.0.0.1:${String(port)}/?${new URLSearchParams({ tkn: token, ...query }).toString()}`,
    stop: () => stopGroup(child),
  };
}

/**
 * @param {import('./process.mjs').Group} child
 * @param {import('node:stream').Writable} log
 * @returns {Promise<number>} The port, once the server says it listens.
 */
function listening(child, log) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`it ended with ${String(code)}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      const port = /^Extension host agent listening on (\d+)/u.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}
