import path from 'node:path';
import type { Finding } from '../core/lesson/lesson';
import { lintLessons } from '../core/lesson/lint';
import { english } from '../core/message';
import { lintDiagrams } from './lintDiagrams';
import { listFiles, readLessons } from './readLessons';

export interface LintCommand {
  /** A `lessons/` folder. */
  readonly folder: string;
  /** Paths are printed relative to it. */
  readonly cwd: string;
  /** One object per line and nothing else, in place of sentences. */
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** The one format of a finding outside the editor. */
export interface FindingLine {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

function byPlace(a: FindingLine, b: FindingLine): number {
  return a.file.localeCompare(b.file, 'en') || a.line - b.line;
}

/** Prints every mistake in the lessons; resolves with their number. Rejects when the folder cannot be read. */
export async function lintCommand({ folder, cwd, json, print }: LintCommand): Promise<number> {
  const files = await readLessons(folder);
  const findings = [...lintLessons(files, new Set(await listFiles(folder))), ...(await lintDiagrams(files))];
  const lineFor = ({ file, line, rule, message, fix }: Finding): FindingLine => ({
    file: path.relative(cwd, path.join(folder, file)).split(path.sep).join('/'),
    line,
    rule,
    message: english(message),
    fix: english(fix),
  });
  for (const finding of findings.map(lineFor).sort(byPlace)) {
    const { file, line, rule, message, fix } = finding;
    print(json ? JSON.stringify(finding) : `${file}:${String(line)}  ${rule}  ${message} — ${fix}`);
  }
  const lessons = files.filter(({ path: file }) => file.endsWith('.md')).length;
  if (!json) print(`Lessons: ${String(lessons)}. Findings: ${String(findings.length)}.`);
  return findings.length;
}
