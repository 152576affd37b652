import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cached } from './cache.mjs';

/** code-server numbers itself after the VS Code inside: 4.139.1 holds 1.139.1. */
const VERSION = '4.139.1';
const NODE_MAJOR = '24';

const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Downloads one npm package without its dependencies.
 *
 * @param {string} spec `name@version`
 * @param {string} folder Becomes the package's own folder.
 */
async function unpack(spec, folder) {
  const staging = `${folder}.tgz`;
  await mkdir(staging);
  const { stdout } = await run(npm, ['pack', spec, '--json', '--silent', '--pack-destination', staging], { cwd: staging });
  /** @type {unknown} */
  const packed = JSON.parse(stdout);
  // npm prints a list up to version 11 and an object keyed by name after it.
  const [entry] = /** @type {{ filename: string }[]} */ (Object.values(packed ?? {}));
  if (entry === undefined) throw new Error(`npm pack ${spec} printed nothing`);
  await run('tar', ['-xzf', path.join(staging, entry.filename.replace('@', '').replace('/', '-'))], { cwd: staging });
  await rename(path.join(staging, 'package'), folder);
  await rm(staging, { recursive: true, force: true });
}

/** @param {string} folder */
async function assemble(folder) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodeFolder = path.join(folder, 'node');
  await Promise.all([
    unpack(`node-${platform}-${process.arch}@${NODE_MAJOR}`, nodeFolder),
    unpack(`code-server@${VERSION}`, path.join(folder, 'code-server')),
  ]);
  const server = path.join(folder, 'vscode');
  await rename(path.join(folder, 'code-server/lib/vscode'), server);
  await rm(path.join(folder, 'code-server'), { recursive: true, force: true });
  const env = {
    ...process.env,
    PATH: `${path.join(nodeFolder, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    // The headers come with the Node that will run the modules, so nothing else is downloaded.
    npm_config_nodedir: nodeFolder,
  };
  const options = { cwd: server, env, maxBuffer: 64 * 1024 * 1024 };
  await run(npm, ['install', '--omit=dev', '--ignore-scripts', '--silent'], options);
  // The two native modules without which the server and the extension host do not start.
  await run(npm, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--silent'], options);
}

/**
 * @typedef {object} Host
 * @property {string} node The Node that runs the server and the extension host.
 * @property {string} server The folder of the server.
 * @property {string} version Of VS Code, such as `1.139.1`.
 */

/**
 * A real VS Code without a desktop: the server inside code-server and the Node it wants, from the npm registry, kept in
 * the cache. The first call takes about a minute, later ones nothing. Rejects when a download fails or a compiler for
 * the two native modules is missing.
 *
 * @returns {Promise<Host>}
 */
export async function prepareHost() {
  const folder = await cached(`vscode-host-${VERSION}-node${NODE_MAJOR}-${process.platform}-${process.arch}`, assemble);
  const server = path.join(folder, 'vscode');
  /** @type {unknown} */
  const product = JSON.parse(await readFile(path.join(server, 'package.json'), 'utf8'));
  const { version } = /** @type {{ version: string }} */ (product);
  const node = process.platform === 'win32' ? path.join(folder, 'node/bin/node.exe') : path.join(folder, 'node/bin/node');
  return { node, server, version };
}
