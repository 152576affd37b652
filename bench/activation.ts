import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from './bench';
import { emptyExtension, PUBLISHER } from './editor/emptyExtension';
import { openMeasuredEditor } from './editor/measuredEditor';
import type { Measurement } from './figure';
import { median } from './median';

const WINDOWS = 7;

interface Manifest {
  readonly publisher: string;
  readonly name: string;
}

/** How long the extension host takes to load and activate the extension, each time in a fresh host, the order changing. */
export const activation: Measurement<Bench> = {
  goals: { activation: { more: 20 } },
  measure: async (bench) => {
    const manifest = JSON.parse(await readFile(path.join(bench.root, 'package.json'), 'utf8')) as Manifest;
    const empty = await emptyExtension(bench.folder, 'empty');
    const [emptyId, id] = [`${PUBLISHER}.empty`, `${manifest.publisher}.${manifest.name}`];
    const times: { readonly ours: number; readonly theirs: number }[] = [];
    bench.note(`Activating the extension in ${WINDOWS} windows`);
    for (let window = 0; window < WINDOWS; window += 1) {
      const home = await mkdtemp(path.join(bench.folder, 'home-'));
      const editor = await openMeasuredEditor(bench, { extensions: [bench.root, empty], home });
      try {
        const activate = (extension: string): Promise<number> => editor.order({ kind: 'activate', extension });
        await editor.order({ kind: 'calm' });
        const early = window % 2 === 0 ? await activate(emptyId) : null;
        const ours = await activate(id);
        times.push({ ours, theirs: early ?? (await activate(emptyId)) });
      } finally {
        await editor.close();
      }
    }
    const value = median(times.map(({ ours }) => ours));
    const baselineValue = median(times.map(({ theirs }) => theirs));
    return [{ name: 'activation', value, unit: 'ms', baseline: 'an empty extension in the same host', baselineValue }];
  },
};
