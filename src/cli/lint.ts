/** usage: node dist/cli/lint.js [--json] [folder]    Finds mistakes in the lessons; exit 1 if there are any, 2 if it cannot look. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../core/lesson/lesson';
import { lintLessons } from '../core/lesson/lint';
import { english } from '../core/message';
import { lintDiagrams } from './lintDiagrams';
import { listFiles, readLessons } from './readLessons';

interface Line {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

function lineFor(finding: Finding, folder: string): Line {
  const file = path.relative(process.cwd(), path.join(folder, finding.file)).split(path.sep).join('/');
  return { file, line: finding.line, rule: finding.rule, message: english(finding.message), fix: english(finding.fix) };
}

function forReader({ file, line, rule, message, fix }: Line): string {
  return `${file}:${String(line)}  ${rule}  ${message} — ${fix}`;
}

async function lint(folder: string, json: boolean): Promise<number> {
  const files = await readLessons(folder);
  const findings = [...lintLessons(files, new Set(await listFiles(folder))), ...(await lintDiagrams(files))];
  for (const line of findings.map((finding) => lineFor(finding, folder))) console.log(json ? JSON.stringify(line) : forReader(line));
  if (!json)
    console.log(`${String(files.filter((file) => file.path.endsWith('.md')).length)} lessons, ${String(findings.length)} findings`);
  return findings.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  const folder = path.resolve(positionals[0] ?? path.join(__dirname, '../../lessons'));
  return lint(folder, values.json);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
