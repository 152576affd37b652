import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, endOfRun, extension, row } from '../inside/extension';
import { HOSTILE, LESSON, onSnippet } from '../inside/names';
import { outside } from '../inside/outside';

export function labDownTests(): void {
  describe('a lesson while the lab is down', () => {
    it('opens, and says when it is painted', async () => {
      const { label } = await row('course', LESSON);
      const painted = new Promise<string>((resolve) => {
        const following = extension().exports.onPainted(({ page, what }) => {
          if (what !== 'text') return;
          following.dispose();
          resolve(page);
        });
      });
      await call('debeziumLab.openLesson', LESSON);
      assert.equal(await painted, LESSON);
      assert.equal(await outside('see', { where: { lesson: LESSON }, selector: 'h1' }), label);
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, label);
    });

    it('draws its diagram', async () => {
      await outside('see', { where: { lesson: LESSON }, selector: 'figure.diagram .diagram-drawing' });
    });

    it('says at its top that the lab is stopped', async () => {
      await outside('see', { where: { lesson: LESSON }, selector: '.lab-bar[data-lab="down"]', text: 'Start Lab' });
    });

    it('answers Run with what is wrong and a button that starts the lab', async () => {
      const run = await endOfRun(`${LESSON}/create-signal-table`, () =>
        outside('click', onSnippet(LESSON, 'create-signal-table', '[data-action="run"]')),
      );
      assert.equal(run.state, 'failed');
      assert.equal(run.problem?.action, 'startLab');
      await outside('see', { ...onSnippet(LESSON, 'create-signal-table', '.problem'), text: 'The lab is not running.' });
      await outside('see', { ...onSnippet(LESSON, 'create-signal-table', '.problem-actions'), text: 'Start Lab' });
    });

    it('shows script tags, markup and links that are none as text', async () => {
      await call('debeziumLab.openLesson', HOSTILE);
      const where = { lesson: HOSTILE };
      assert.equal(await outside('see', { where, selector: 'h1' }), 'Hostile <img src="x" onerror="alert(1)"> title');
      await outside('see', { where, selector: 'main', text: "<script>document.body.textContent = 'taken over';</script>" });
      await outside('see', { where, selector: 'main', text: '[link that is none](javascript:taken)' });
      assert.equal(await outside('count', { where, selector: 'main script, main img, main b, main i:not(.codicon)' }), 0);
      assert.equal(await outside('count', { where, selector: 'main a[href^="javascript" i], main a[href^="data" i]' }), 0);
      assert.equal(await outside('count', { where, selector: 'main a[data-external]' }), 1);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });
  });
}
