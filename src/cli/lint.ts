/** usage: node dist/cli/lint.js [--json] [folder]    Finds mistakes in the lessons; exit 1 if there are any, 2 if it cannot look. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lintCommand } from './lintCommand';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  const folder = path.resolve(positionals[0] ?? path.join(__dirname, '../../lessons'));
  const count = await lintCommand({ folder, cwd: process.cwd(), json: values.json, print: (line) => console.log(line) });
  return count === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The lessons could not be read: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
