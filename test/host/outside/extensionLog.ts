import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Lines at level `error` in the extension's log files below the editor's folder. @throws Error when there is no such log */
export async function loggedErrors(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('Debezium Lab.log'));
  if (files.length === 0) throw new Error(`There is no log of the extension below ${folder}`);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.flatMap((text) => text.split('\n')).filter((line) => line.includes(' [error] '));
}
