import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, symlink } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Frame, Page } from 'playwright-core';
import type { Bench } from '../bench';
import { SOCKET_VARIABLE, type Answer, type OrderText } from './orders';
import { emptyExtension } from './emptyExtension';
import { PAINTED, SIGNS, type Paint, type Signs } from './paint';

/** A real VS Code whose extension host does what it is told, and whose pages tell when they were painted. */
export interface MeasuredEditor {
  readonly page: Page;
  /** Resolves with the answer's value. */
  order(order: OrderText): Promise<number>;
  /** The next paint of the page; to be asked for before the page is opened. */
  nextPaint(page: string, what: Paint['what']): Promise<Paint>;
  /** The frame in which a page's own document is. */
  frameWith(selector: string): Promise<Frame>;
  close(): Promise<void>;
}

export interface MeasuredEditorOptions {
  /** Folders of the extensions in it, besides VS Code's own. */
  readonly extensions: readonly string[];
  /** The lab that the extension finds. */
  readonly home: string;
  readonly signs?: readonly Signs[];
}

const CONNECT_MS = 120_000;
const PAINT_MS = 60_000;

function socketPath(folder: string): string {
  const name = randomUUID();
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(folder, `${name.slice(0, 8)}.sock`);
}

export async function openMeasuredEditor(bench: Bench, options: MeasuredEditorOptions): Promise<MeasuredEditor> {
  const { folder, openEditor, signal } = bench;
  const server = createServer();
  const address = socketPath(folder);
  server.listen(address);
  await once(server, 'listening');
  const connected = once(server, 'connection', { signal: AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]) });
  connected.catch(() => undefined);
  const editor = await openEditor({
    // Without an extension under development VS Code runs no tests. The measured ones are installed, as readers have them.
    extension: await emptyExtension(folder, 'hand'),
    install: async (place) => {
      for (const extension of options.extensions) await symlink(extension, path.join(place, path.basename(extension)), 'junction');
    },
    tests: path.join(folder, 'remoteHand.cjs'),
    env: { DEBEZIUM_LAB_HOME: options.home, [SOCKET_VARIABLE]: address },
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  editor.exit.catch(() => undefined);
  const close = async (): Promise<void> => {
    await editor.close();
    server.close();
  };
  try {
    const paints = await watchPaints(editor.page, bench, options.signs ?? []);
    const [socket] = (await connected) as [Socket];
    return { page: editor.page, order: orders(socket), ...paints, frameWith: (selector) => frameWith(editor.page, selector), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Puts the watcher into every frame that comes from now on. */
async function watchPaints(page: Page, { folder }: Bench, signs: readonly Signs[]): Promise<Pick<MeasuredEditor, 'nextPaint'>> {
  const listeners = new Set<(paint: Paint) => void>();
  await page.exposeFunction(PAINTED, (paint: Paint) => {
    for (const listener of listeners) listener(paint);
  });
  const script = await readFile(path.join(folder, 'page.js'), 'utf8');
  await page.addInitScript({ content: `globalThis.${SIGNS} = ${JSON.stringify(signs)};\n${script}` });
  return {
    nextPaint: (wanted, what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(listener);
          reject(new Error(`${what} of ${wanted} were not painted.`));
        }, PAINT_MS);
        function listener(paint: Paint): void {
          if (paint.page !== wanted || paint.what !== what) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(paint);
        }
        listeners.add(listener);
      }),
  };
}

async function frameWith(page: Page, selector: string): Promise<Frame> {
  for (const end = Date.now() + PAINT_MS; Date.now() < end;) {
    for (const frame of page.frames()) {
      const found = await frame.$(selector).catch(() => null);
      if (found) return frame;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No page of the editor has ${selector}.`);
}

/** Answers carry the number of their order. */
function orders(socket: Socket): (order: OrderText) => Promise<number> {
  const waiting = new Map<number, { resolve: (value: number) => void; reject: (error: Error) => void }>();
  let count = 0;
  createInterface({ input: socket }).on('line', (line) => {
    const { id, value, problem } = JSON.parse(line) as Answer;
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (value === undefined) waiter?.reject(new Error(problem ?? 'no answer'));
    else waiter?.resolve(value);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The extension host is gone.'));
  });
  socket.on('error', () => undefined);
  return (order) => {
    const id = (count += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  };
}
