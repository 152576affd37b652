import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const PUBLISHER = 'debezium-lab-bench';

/** Makes the least that can be activated; gives its folder. */
export async function emptyExtension(folder: string, name: string): Promise<string> {
  const place = path.join(folder, name);
  await mkdir(place, { recursive: true });
  const manifest = {
    publisher: PUBLISHER,
    name,
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    activationEvents: ['onCommand:never'],
  };
  await writeFile(path.join(place, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(place, 'main.js'), 'exports.activate = () => undefined;\n');
  return place;
}
