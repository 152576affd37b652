import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { PATIENCE } from '../protocol';

const EXTENSION = 'debezium-lab.debezium-lab';

/**
 * VS Code in a browser keeps its storage in IndexedDB: databases `vscode-web-state-db-…` with one table of texts each.
 * Calls `visit(store, key, value)` for every entry and returns whether it ever returned true.
 */
const visitStorage = (visit: string): string => `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const visit = ${visit};
  let found = false;
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await done(indexedDB.open(name));
    if (database.objectStoreNames.contains('ItemTable')) {
      const transaction = database.transaction('ItemTable', 'readwrite');
      const ended = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
      const store = transaction.objectStore('ItemTable');
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      keys.forEach((key, index) => { found = visit(store, key, values[index]) || found; });
      await ended;
    }
    database.close();
  }
  return found;
})()`;

export async function stored(page: Page, text: string): Promise<null> {
  const script = visitStorage(`(_store, _key, value) => String(value).includes(${JSON.stringify(text)})`);
  const deadline = Date.now() + PATIENCE;
  while (!(await page.evaluate<boolean>(script))) {
    if (Date.now() > deadline) throw new Error(`The editor's storage never held “${text}”`);
    await delay(200);
  }
  return null;
}

/** Puts another value into the extension's memento. @throws Error when the extension has stored none of that key */
export async function damage(page: Page, { key, value }: { readonly key: string; readonly value: string }): Promise<void> {
  const script = visitStorage(`(store, key, text) => {
    if (key !== ${JSON.stringify(EXTENSION)}) return false;
    const memento = JSON.parse(text);
    if (!(${JSON.stringify(key)} in memento)) return false;
    store.put(JSON.stringify({ ...memento, ${JSON.stringify(key)}: ${JSON.stringify(value)} }), key);
    return true;
  }`);
  if (!(await page.evaluate<boolean>(script))) throw new Error(`Nothing is stored under ${key}`);
}
