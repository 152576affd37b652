#!/usr/bin/env node
// Stands in for the `docker` program: writes down how it was called, and answers as the scenario in its folder says. The
// first rule that fits answers; `after` names an earlier call, so that what is listed can change with what was done.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const calls = path.join(folder, 'calls.txt');
const call = process.argv.slice(2).join(' ');
const before = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n') : [];
appendFileSync(calls, `${call}\n`);
/** @type {readonly { call: string, after?: string, times?: number, stdout?: string, stderr?: string, code?: number, hangs?: true }[]} */
const rules = JSON.parse(readFileSync(path.join(folder, 'scenario.json'), 'utf8'));
/** @param {{ call: string, after?: string, times?: number }} rule */
const fits = ({ call: wanted, after, times }) =>
  new RegExp(wanted, 'u').test(call) &&
  (after === undefined || before.some((earlier) => new RegExp(after, 'u').test(earlier))) &&
  (times === undefined || before.filter((earlier) => new RegExp(wanted, 'u').test(earlier)).length < times);
const rule = rules.find(fits);
if (!rule) {
  console.error(`the scenario has no answer to: docker ${call}`);
  process.exitCode = 99;
} else {
  if (rule.stdout !== undefined) process.stdout.write(rule.stdout);
  if (rule.stderr !== undefined) process.stderr.write(rule.stderr);
  process.exitCode = rule.code ?? 0;
  // Until it is killed, as a download that hangs.
  if (rule.hangs) setInterval(() => undefined, 1_000);
}
