import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Lends the text as a file, so that tracebacks name its lines; the file is gone when `use` has ended. */
export async function withScriptFile<T>(
  home: string,
  script: { readonly name: string; readonly extension: string; readonly text: string },
  use: (file: string, folder: string) => Promise<T>,
): Promise<T> {
  const scripts = path.join(home, 'scripts');
  await mkdir(scripts, { recursive: true });
  const folder = await mkdtemp(path.join(scripts, 'run-'));
  try {
    const file = path.join(folder, `${baseName(script.name)}${script.extension}`);
    await writeFile(file, script.text);
    return await use(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last part of `lesson/snippet` or of a URI, in characters that every file system takes. */
function baseName(name: string): string {
  const last =
    name
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/u, '') ?? '';
  return last.replace(/[^\w-]+/gu, '_').slice(0, 64) || 'snippet';
}
