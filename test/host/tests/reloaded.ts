import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, extension, lens, row } from '../inside/extension';
import { INPUTS, LESSON, SERVICES, treeRow } from '../inside/names';
import { outside } from '../inside/outside';
import { readerAt } from '../inside/readingPlace';

const WHERE = { lesson: LESSON };

export function reloadedTests(): void {
  describe('after a reload of the window', () => {
    before(async () => {
      await extension().activate();
    });

    it('the lesson is open again, by itself', async () => {
      await outside('see', { where: WHERE, selector: 'h1', text: 'Инкрементальный снимок' });
      assert.ok(vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.startsWith('Инкрементальный снимок'))));
    });

    it('the reader is where the reader was', async () => {
      const { place } = await outside('stage', null);
      // Diagrams and results come in after the text; the place holds through them.
      await outside('see', { where: WHERE, selector: 'figure.diagram .diagram-drawing' });
      assert.ok(place);
      await readerAt(LESSON, place);
    });

    it('the lab still runs: nobody started it again', async () => {
      await vscode.commands.executeCommand('workbench.view.extension.debeziumLab');
      for (const service of SERVICES) await row('lab', service, ({ context }) => context === 'service.running');
      await row('connectors', 'inventory', ({ description }) => description === 'RUNNING');
    });

    it('the steps done are done', async () => {
      for (const step of ['signal-table', 'large-table', 'connector']) {
        await row('course', `${LESSON}#${step}`, ({ icon }) => icon?.id === 'pass');
      }
      // The tree is longer than its view, and stands where the lesson that was restored last has its row.
      await vscode.commands.executeCommand('debeziumLab.course.focus');
      await vscode.commands.executeCommand('list.focusFirst');
      await outside('see', treeRow('1. Таблица сигналов', '.codicon-pass'));
      await outside('see', { where: WHERE, selector: 'section[data-step="connector"] .step-state', text: 'done' });
    });

    it('the student’s text is in the workbook', async () => {
      await call('debeziumLab.openSnippet', { lesson: LESSON, snippet: 'look-at-watermarks' });
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.getText(), "SELECT 'my own words' AS mine;\n");
      await lens(document, 'Reset');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });

    it('a stored value that cannot be read costs its own lesson only, and is set aside before it is replaced', async () => {
      await call('debeziumLab.openLesson', INPUTS);
      // The table is still there, so the step passes anew, and the new progress is stored.
      await row('course', `${INPUTS}#mark`, ({ icon }) => icon?.id === 'pass');
      await outside('stored', { text: `debeziumLab.progress.${INPUTS}.damaged.` });
      await outside('stored', { text: 'not progress at all' });
    });
  });
}
