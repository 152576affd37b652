import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, extension, row } from '../inside/extension';
import { BROKEN, HOSTILE, INPUTS, LESSON, treeRow } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

export function courseTests(): void {
  describe('course', () => {
    it('is listed by module, lesson and step', async () => {
      await vscode.commands.executeCommand('workbench.view.extension.debeziumLab');
      const lesson = await row('course', LESSON);
      assert.ok(Array.isArray(lesson.children) && lesson.children.length === 11);
      assert.equal((await row('course', `${LESSON}#signal-table`)).context, 'step');
      await outside('see', treeRow(lesson.label));
    });

    it('shows how to start the lab while it is down', async () => {
      await outside('see', { where: 'workbench', selector: '.sidebar .welcome-view .monaco-button', text: 'Start Lab' });
      assert.deepEqual(await extension().exports.trees.lab(), []);
    });

    it('names a malformed lesson in the tree and leaves the others alone', async () => {
      const broken = await row('course', `${BROKEN}!`);
      assert.equal(broken.context, 'brokenLesson');
      assert.match(broken.description, /cannot be read/u);
      await row('course', INPUTS);
      await outside('see', treeRow('02-broken'));
    });

    it('puts the mistakes of a malformed lesson into the Problems view, at their line', async () => {
      const uri = vscode.Uri.joinPath(extension().extensionUri, 'lessons', 'ru', `${BROKEN}.md`);
      const [problem, ...others] = await until('its problems', () => {
        const found = vscode.languages.getDiagnostics(uri);
        return found.length > 0 ? found : null;
      });
      assert.equal(others.length, 0);
      assert.equal(problem?.range.start.line, 7);
      assert.match(problem.message, /lab/u);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await outside('see', { where: 'workbench', selector: '.markers-panel', text: '02-broken.md' });
    });

    it('opens a malformed lesson as text, at its mistake', async () => {
      await outside('click', treeRow('02-broken'));
      const editor = await until('the source', () => {
        const active = vscode.window.activeTextEditor;
        return active?.document.uri.path.endsWith('02-broken.md') ? active : null;
      });
      assert.equal(editor.selection.active.line, 7);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('shows markup in a title as text', async () => {
      const hostile = await row('course', HOSTILE);
      assert.equal(hostile.label, 'Hostile <img src="x" onerror="alert(1)"> title');
      await outside('see', treeRow('Hostile <img'));
    });

    it('ends with the glossary, which opens at a word', async () => {
      assert.deepEqual((await row('course', 'glossary')).ref, { kind: 'glossary' });
      await call('debeziumLab.openGlossary', 'chunk');
      await outside('see', { where: 'glossary', selector: '#term-chunk:focus', text: 'chunk' });
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
