import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findOnPath } from './findOnPath.mjs';

/** @typedef {import('./needs.mjs').Need} Need */

/** @param {string} command @param {readonly string[]} args */
function apt(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

/** @param {string} alternatives `a|b` */
function firstKnown(alternatives) {
  const names = alternatives.split('|');
  return names.find((name) => spawnSync('apt-cache', ['show', '--quiet=2', name]).status === 0) ?? names[0] ?? alternatives;
}

/** Debian asks this program whether a package may start its service. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

/**
 * Debian starts the service of a package with its installation (PostgreSQL, and Prometheus on all interfaces); the lab
 * needs the programs only.
 *
 * @param {() => void} install
 */
function withoutServices(install) {
  const isOurs = !existsSync(SERVICE_POLICY);
  if (isOurs) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (isOurs) rmSync(SERVICE_POLICY, { force: true });
  }
}

/** Nor are they to start with the machine. Fails silently where there is no systemd. @param {readonly string[]} packages */
function disableServices(packages) {
  const services = packages.filter((name) => name === 'prometheus');
  if (services.length > 0) spawnSync('systemctl', ['disable', '--quiet', ...services]);
}

/** @param {readonly Need[]} missing */
function instructions(missing) {
  const names = missing.map(({ name }) => name).join(', ');
  if (process.platform === 'linux') {
    const packages = [...new Set(missing.flatMap((need) => need.apt))].map((one) => one.split('|')[0] ?? one);
    return `Missing: ${names}.\nOn Debian and Ubuntu:\n  sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}\nElsewhere install the same with your package manager, then run the command again.`;
  }
  const commands = missing.map(({ brew, winget }) => `  ${process.platform === 'win32' ? winget : brew}`);
  return `Missing: ${names}.\nInstall with:\n${commands.join('\n')}\nthen run the command again in a new shell.`;
}

/**
 * Makes sure the programs are there: installs what is missing where that needs no question (root on Debian), otherwise
 * throws with what is missing and how to get it. Says nothing when all is there.
 *
 * @param {readonly Need[]} needs
 */
export function ensureSystemPackages(needs) {
  const missing = needs.filter((need) => !need.isThere());
  if (missing.length === 0) return;
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && findOnPath(['apt-get']) !== null;
  if (!mayInstall) throw new Error(instructions(missing));
  console.log(`Installing ${missing.map(({ name }) => name).join(', ')}`);
  apt('apt-get', ['update', '-qq']);
  const packages = [...new Set(missing.flatMap((need) => need.apt))].map(firstKnown);
  withoutServices(() => apt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]));
  disableServices(packages);
  const still = missing.filter((need) => !need.isThere());
  if (still.length > 0) throw new Error(instructions(still));
}
