import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** What the packaged extension consists of. */
const PARTS = ['package.json', 'package.nls.json', 'package.nls.ru.json', 'dist', 'media', 'labs', 'lessons'];

/** Copies the built extension and adds the suite's own lessons to its course: a broken one and a hostile one among them. */
export async function copyExtension(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    PARTS.map((part) => cp(path.join(root, part), path.join(folder, part), { recursive: true, filter: (file) => !file.endsWith('.vsix') })),
  );
  await cp(path.join(root, 'test/host/course'), path.join(folder, 'lessons/ru'), { recursive: true });
}
