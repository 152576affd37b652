import type { Memento } from 'vscode';
import type { KeyValueStore } from '../core/progress/progress';

/** Progress lives in VS Code's own store: it outlives reloads and updates of the extension. */
export function mementoStore(memento: Memento): KeyValueStore {
  return {
    get: (key) => memento.get<unknown>(key),
    set: async (key, value) => {
      await memento.update(key, value);
    },
  };
}
