import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { SOCKET_VARIABLE, type Answer, type Order } from './orders';

/** Milliseconds between two looks at the event loop, and how late they may be in a host at rest. */
const TICK_MS = 20;
const LATE_MS = 10;
const CALM_TICKS = 25;
/** A machine that is never calm is measured all the same. */
const MOST_TICKS = 500;

/** Resolves when the extension host has had nothing to do for half a second. */
async function calm(): Promise<void> {
  let quiet = 0;
  for (let tick = 0; tick < MOST_TICKS && quiet < CALM_TICKS; tick += 1) {
    const begin = performance.now();
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    quiet = performance.now() - begin - TICK_MS < LATE_MS ? quiet + 1 : 0;
  }
}

async function activate(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`The extension ${id} is not there.`);
  if (extension.isActive) throw new Error(`The extension ${id} is active already.`);
  const begin = performance.now();
  await extension.activate();
  return performance.now() - begin;
}

async function obey(order: Order): Promise<Omit<Answer, 'id'>> {
  switch (order.kind) {
    case 'calm':
      await calm();
      return { value: 0 };
    case 'command': {
      const begun = Date.now();
      const uris = order.files.map((file) => vscode.Uri.file(file));
      await vscode.commands.executeCommand(order.command, ...order.args, ...uris);
      return { value: begun };
    }
    case 'activate':
      return { value: await activate(order.extension) };
  }
}

/** Runs in the extension host as its "tests": does what the benchmark orders until it hangs up. */
export async function run(): Promise<void> {
  const socket = connect(process.env[SOCKET_VARIABLE] ?? '');
  await once(socket, 'connect');
  for await (const line of createInterface({ input: socket })) {
    const order = JSON.parse(line) as Order;
    const answer = await obey(order).catch((error: unknown) => ({ problem: String(error) }));
    socket.write(`${JSON.stringify({ id: order.id, ...answer })}\n`);
  }
}
