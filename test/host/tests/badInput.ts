import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Run } from '../../../src/core/run/result';
import { activeEditor, call, endOfRun, nextRun, row } from '../inside/extension';
import { INPUTS, onSnippet } from '../inside/names';
import { outside } from '../inside/outside';

function runFromPage(snippet: string): Promise<Run> {
  return endOfRun(`${INPUTS}/${snippet}`, () => outside('click', onSnippet(INPUTS, snippet, '[data-action="run"]')));
}

/** The names of the connectors that Connect has, from its own mouth. */
async function connectors(): Promise<readonly unknown[]> {
  const { output } = await runFromPage('list-connectors');
  assert.equal(output?.kind, 'http');
  return JSON.parse(output.body) as readonly unknown[];
}

export function badInputTests(): void {
  describe('bad input', () => {
    it('lets another lesson open beside the first', async () => {
      await call('debeziumLab.openLesson', INPUTS);
      await outside('see', { where: { lesson: INPUTS }, selector: 'h1', text: 'What bad input gets' });
      await runFromPage('make-mark');
      await row('course', `${INPUTS}#mark`, ({ icon }) => icon?.id === 'pass');
    });

    it('SQL that is none: PostgreSQL’s message, at its line', async () => {
      const run = await runFromPage('bad-sql');
      assert.equal(run.state, 'failed');
      assert.equal(run.output?.kind, 'sql');
      const failed = run.output.statements.find(({ error }) => error !== null);
      assert.deepEqual(failed?.error?.place, { line: 3, column: 1 });
      await outside('see', { ...onSnippet(INPUTS, 'bad-sql', '.problem'), text: 'syntax error at or near "SELEC"' });
    });

    it('the line of a mistake leads to it', async () => {
      await outside('click', onSnippet(INPUTS, 'bad-sql', '.problem .place'));
      const editor = await activeEditor('bad-sql.sql');
      assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [2, 0]);
    });

    it('a connector with wrong fields: the error of each, and nothing is deployed', async () => {
      const run = await runFromPage('bad-config');
      assert.equal(run.state, 'failed');
      assert.equal(run.output?.kind, 'connector');
      const fields = run.output.fieldErrors.map(({ field }) => field);
      for (const field of ['database.port', 'database.hostname', 'topic.prefix'])
        assert.ok(fields.includes(field), `${field} of ${String(fields)}`);
      await outside('see', { ...onSnippet(INPUTS, 'bad-config', 'table.fields'), text: 'database.hostname' });
      assert.deepEqual(await connectors(), []);
    });

    it('JSON that is none: line and column, and nothing is sent', async () => {
      await outside('click', onSnippet(INPUTS, 'bad-config', '[data-action="open"]'));
      const { document } = await activeEditor('bad-config.connector.json');
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        '{\n  "name": "host-bad",\n  "config": { "connector.class": }\n}\n',
      );
      await vscode.workspace.applyEdit(edit);
      const run = await endOfRun(`${INPUTS}/bad-config`, () => call('debeziumLab.runSnippetAtCursor'));
      assert.equal(run.state, 'failed');
      assert.deepEqual(run.problem?.place, { line: 3, column: 34 });
      await outside('see', { where: 'results', selector: '.problem', text: 'line 3' });
      assert.deepEqual(await connectors(), []);
      await document.save();
    });

    it('a snippet stopped on its page ends on the server, and its connection works on', async () => {
      const name = `${INPUTS}/sleep`;
      const started = nextRun(name, 'running');
      const ended = nextRun(name, 'cancelled');
      await outside('click', onSnippet(INPUTS, 'sleep', '[data-action="run"]'));
      await started;
      await outside('see', { ...onSnippet(INPUTS, 'sleep', '[data-action="run"]'), text: 'Stop' });
      await outside('click', onSnippet(INPUTS, 'sleep', '[data-action="run"]'));
      await ended;
      await outside('see', { ...onSnippet(INPUTS, 'sleep', '.run-cancelled'), text: 'Stopped' });
      const { output, state } = await runFromPage('sleepers');
      assert.equal(state, 'succeeded');
      assert.equal(output?.kind, 'sql');
      assert.deepEqual(output.statements[0]?.rowSet?.rows, [['0']]);
    });
  });
}
