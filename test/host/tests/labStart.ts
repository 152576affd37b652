import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { row } from '../inside/extension';
import { LESSON, onSnippet, SERVICES, treeRow } from '../inside/names';
import { outside } from '../inside/outside';

export function labStartTests(): void {
  describe('Start Lab', () => {
    it('on the page makes every service of the tree green', async () => {
      await outside('click', onSnippet(LESSON, 'create-signal-table', '.problem-actions vscode-button'));
      for (const service of SERVICES) {
        const { icon, context } = await row('lab', service, (node) => node.context === 'service.running');
        assert.deepEqual([icon?.id, context], ['circle-filled', 'service.running']);
      }
      await outside('see', { ...treeRow('Kafka Connect'), text: 'running' });
      await outside('see', treeRow('PostgreSQL', '.codicon-circle-filled'));
    });

    it('shows on the page of the lesson, with addresses in place of placeholders', async () => {
      const where = { lesson: LESSON };
      await outside('see', { where, selector: '.lab-bar[data-lab="ready"]', text: 'PostgreSQL' });
      const deploy = await outside('see', onSnippet(LESSON, 'deploy-inventory', 'pre.code'));
      assert.match(deploy, /"database\.port": "\d+"/u);
      assert.doesNotMatch(deploy, /"database\.password": "postgres"/u);
    });

    it('shows in the status bar, with the step', async () => {
      await outside('see', { where: 'workbench', selector: '.statusbar-item:has-text("Debezium Lab")', text: 'step 1 of 11' });
    });
  });
}
