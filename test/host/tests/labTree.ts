import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, row } from '../inside/extension';
import { treeRow } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

export function labTreeTests(): void {
  describe('the tree of the lab', () => {
    it('shows a service with its version, port and memory, and what can be chosen', async () => {
      const { label, description } = await row('lab', 'postgres', (node) => /\d MB/u.test(node.description));
      assert.match(label, /^PostgreSQL \d+/u);
      assert.match(description, /:\d+ · \d+ MB/u);
      await row('lab', 'choice.profile', (node) => node.description === 'postgres');
      await outside('see', { ...treeRow('Runtime'), text: 'local' });
    });

    it('copies the address of a service', async () => {
      await call('debeziumLab.copyServiceAddress', { ref: { kind: 'service', service: 'connect' } });
      const seen = await outside('see', { where: 'workbench', selector: '.statusbar-item:has-text("Copied")', text: 'http://' });
      const [address = ''] = /http:\S+/u.exec(seen) ?? [];
      assert.equal((await fetch(address)).status, 200);
    });

    it('follows the log of a service', async () => {
      await call('debeziumLab.showServiceLog', { ref: { kind: 'service', service: 'postgres' } });
      await until('the log of PostgreSQL', () =>
        vscode.workspace.textDocuments.find(
          (document) => document.uri.scheme === 'output' && document.getText().includes('ready to accept connections'),
        ),
      );
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });

    it('opens a terminal that knows the lab', async () => {
      await call('debeziumLab.openLabTerminal');
      const terminal = await until('the terminal', () => vscode.window.terminals.find(({ name }) => name === 'Debezium Lab'));
      const { env } = 'env' in terminal.creationOptions ? terminal.creationOptions : { env: undefined };
      assert.match(env?.['KAFKA_BOOTSTRAP'] ?? '', /^127\.0\.0\.1:\d+$/u);
      terminal.dispose();
    });

    it('leads to the page of requirements, where everything is there', async () => {
      await call('debeziumLab.checkRequirements');
      await outside('see', { where: 'preflight', selector: '.finding[data-level=ok]', text: 'Java' });
      await outside('click', { where: 'preflight', selector: 'vscode-button[aria-label="Check Again"]:not([disabled])' });
      await outside('see', { where: 'preflight', selector: '.finding[data-level=ok]', text: 'Java' });
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });
  });
}
