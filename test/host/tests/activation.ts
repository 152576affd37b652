import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extension } from '../inside/extension';

/** The built files that this extension host has loaded, relative to `dist/`. */
function loadedBundles(): readonly string[] {
  const dist = vscode.Uri.joinPath(extension().extensionUri, 'dist').fsPath;
  return Object.keys(createRequire(__filename).cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length + 1));
}

export function activationTests(): void {
  describe('activation', () => {
    it('ends without an error', async () => {
      await extension().activate();
      assert.equal(extension().isActive, true);
    });

    it('loads neither the lesson engine, the lab nor the drivers', () => {
      assert.deepEqual(loadedBundles(), ['extension.js']);
    });

    it('registers every command of the manifest', async () => {
      const { contributes } = extension().packageJSON as { contributes: { commands: readonly { command: string }[] } };
      const known = new Set(await vscode.commands.getCommands(true));
      const missing = contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
      assert.ok(contributes.commands.length > 20);
      assert.deepEqual(missing, []);
    });
  });
}
