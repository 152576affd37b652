import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activeEditor, call, endOfRun, lens, lensTitles, row } from '../inside/extension';
import { INPUTS, LESSON, onSnippet, treeRow } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

const RUN_LENS = '.codelens-decoration a:has-text("Run on postgres")';

/** Opens a snippet of the lesson from its page, beside it; alone, or a click could meet a lens of the file shown before. */
async function openFromPage(snippet: string): Promise<vscode.TextEditor> {
  const files = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputText);
  await vscode.window.tabGroups.close(files);
  await outside('gone', { where: 'workbench', selector: '.codelens-decoration' });
  await outside('click', onSnippet(LESSON, snippet, '[data-action="open"]'));
  return activeEditor(`${LESSON}/${snippet}.sql`);
}

export function runTests(): void {
  describe('running', () => {
    it('from the page shows the result below the snippet', async () => {
      const run = await endOfRun(`${LESSON}/create-signal-table`, () =>
        outside('click', onSnippet(LESSON, 'create-signal-table', '[data-action="run"]')),
      );
      assert.equal(run.state, 'succeeded');
      await outside('see', { ...onSnippet(LESSON, 'create-signal-table', '.run-succeeded'), text: 'CREATE TABLE' });
      await outside('gone', onSnippet(LESSON, 'create-signal-table', '.problem'));
    });

    it('does not tick a step of which a part is missing, and says which', async () => {
      await outside('see', { where: { lesson: LESSON }, selector: 'section[data-step="signal-table"] .check[data-state="met"]' });
      await outside('see', {
        where: { lesson: LESSON },
        selector: 'section[data-step="signal-table"] .check[data-state="waiting"]',
        text: 'Публикации inventory_pub ещё нет',
      });
      await row('course', `${LESSON}#signal-table`, ({ icon }) => icon?.id === 'circle-large-filled');
    });

    it('from the CodeLens command shows the result in the results view', async () => {
      const { document } = await openFromPage('create-publication');
      const { command, arguments: args = [] } = await lens(document, 'Run on postgres');
      const run = await endOfRun(`${LESSON}/create-publication`, () => vscode.commands.executeCommand(command, ...(args as unknown[])));
      assert.equal(run.state, 'succeeded');
      await outside('see', { where: 'results', selector: '.run-succeeded', text: 'CREATE PUBLICATION' });
      // What ran is the lesson's snippet: its page shows the result too.
      await outside('see', onSnippet(LESSON, 'create-publication', '.run-succeeded'));
    });

    it('ticks the step in the tree, on the page and in the status bar', async () => {
      await row('course', `${LESSON}#signal-table`, ({ icon }) => icon?.id === 'pass');
      const { spoken } = await row('course', `${LESSON}#signal-table`);
      assert.match(spoken ?? '', /done$/u);
      await outside('see', treeRow('1. Таблица сигналов', '.codicon-pass'));
      await outside('see', { where: { lesson: LESSON }, selector: 'section[data-step="signal-table"] .step-state', text: 'done' });
      await outside('see', { where: 'workbench', selector: '.statusbar-item:has-text("Debezium Lab")', text: 'step 2 of 11' });
    });

    it('by a click on the CodeLens runs what the editor shows and puts the outcome beside it', async () => {
      const { document } = await openFromPage('create-orders-large');
      const run = await endOfRun(`${LESSON}/create-orders-large`, () => outside('click', { where: 'workbench', selector: RUN_LENS }));
      assert.equal(run.state, 'succeeded');
      const outcome = await lens(document, '3 statements done');
      assert.match(outcome.title, /^\$\(pass\)/u);
      await outside('see', { where: 'workbench', selector: '.codelens-decoration', text: '3 statements done' });
    });

    it('by the keyboard runs the snippet at the cursor', async () => {
      await call('debeziumLab.runSnippet', { lesson: LESSON, snippet: 'create-orders-archive' });
      await openFromPage('publish-orders');
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      const run = await endOfRun(`${LESSON}/publish-orders`, () => outside('press', { keys: 'Control+Alt+Enter' }));
      assert.equal(run.state, 'succeeded');
      await outside('see', { where: 'results', selector: '.run-succeeded', text: 'orders_archive' });
      await row('course', `${LESSON}#large-table`, ({ icon }) => icon?.id === 'pass');
    });

    it('runs the student’s own text, and offers to put the lesson’s back', async () => {
      const { document } = await openFromPage('look-at-watermarks');
      assert.deepEqual(
        (await lensTitles(document)).filter((title) => /Reset|Compare/u.test(title)),
        [],
      );
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), "SELECT 'my own words' AS mine;\n");
      await vscode.workspace.applyEdit(edit);
      await document.save();
      await lens(document, 'Reset');
      await lens(document, 'Compare');
      await endOfRun(`${LESSON}/look-at-watermarks`, () => call('debeziumLab.runSnippetAtCursor'));
      await outside('see', { where: 'results', selector: '.run-succeeded', text: 'my own words' });
    });

    it('shows markup in a result as text', async () => {
      await endOfRun(`${INPUTS}/markup`, () => call('debeziumLab.runSnippet', { lesson: INPUTS, snippet: 'markup' }));
      await outside('see', { where: 'results', selector: '.run-succeeded', text: '<img src="x" onerror="document.title = 1"><b>bold</b>' });
      await outside('see', { where: 'results', selector: '.run-succeeded', text: '<i>name</i>' });
      assert.equal(await outside('count', { where: 'results', selector: 'main img, main b' }), 0);
    });

    it('offers what it can run only where it can', async () => {
      const own = await vscode.workspace.openTextDocument({ language: 'sql', content: 'SELECT 1;' });
      assert.deepEqual(await lensTitles(own), []);
      const asked = await vscode.workspace.openTextDocument({ language: 'sql', content: '-- debezium-lab: postgres\nSELECT 1;' });
      await until('its lens', async () => (await lensTitles(asked)).some((title) => title.includes('Run on postgres')));
    });
  });
}
