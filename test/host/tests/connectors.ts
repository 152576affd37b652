import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { call, endOfRun, row } from '../inside/extension';
import { LESSON, onSnippet, treeRow } from '../inside/names';
import { outside } from '../inside/outside';

async function connectorIs(state: string): Promise<void> {
  await row('connectors', 'inventory', ({ description }) => description === state);
  await row('connectors', 'inventory#0', ({ description }) => description === state);
  await outside('see', { ...treeRow('inventory'), text: state });
}

/** Clicks an icon that a row shows while it is pointed at. */
async function clickInline(icon: string): Promise<void> {
  await outside('click', { ...treeRow('inventory', `.action-label.codicon-${icon}`), hover: treeRow('inventory').selector });
}

export function connectorTests(): void {
  describe('a connector', () => {
    it('deployed from the page shows as RUNNING with its task, and its step ticks', async () => {
      await call('debeziumLab.openLesson', LESSON);
      const run = await endOfRun(`${LESSON}/deploy-inventory`, () =>
        outside('click', onSnippet(LESSON, 'deploy-inventory', '[data-action="run"]')),
      );
      assert.equal(run.state, 'succeeded');
      await connectorIs('RUNNING');
      await row('course', `${LESSON}#connector`, ({ icon }) => icon?.id === 'pass');
    });

    it('is paused from its row', async () => {
      await clickInline('debug-pause');
      await connectorIs('PAUSED');
    });

    it('is resumed from its row', async () => {
      await clickInline('play');
      await connectorIs('RUNNING');
    });

    it('survives a restart by the command', async () => {
      await call('debeziumLab.restartConnector', { ref: { kind: 'connector', connector: 'inventory' } });
      await connectorIs('RUNNING');
    });

    it('of a Connect that went down: the result says so, its button brings Connect back, and a retry works', async () => {
      const ask = () =>
        endOfRun(`${LESSON}/inventory-status`, () => outside('click', onSnippet(LESSON, 'inventory-status', '[data-action="run"]')));
      await call('debeziumLab.killService', { ref: { kind: 'service', service: 'connect' } });
      await row('lab', 'connect', ({ context }) => context === 'service.failed');
      // The last lines of its log stand below it.
      await row('lab', 'connect#log0', ({ label }) => label !== '');
      const failed = await ask();
      assert.deepEqual([failed.state, failed.problem?.action], ['failed', 'startLab']);
      await outside('see', { ...onSnippet(LESSON, 'inventory-status', '.problem'), text: 'Kafka Connect does not answer' });
      await outside('click', onSnippet(LESSON, 'inventory-status', '.problem-actions vscode-button'));
      await row('lab', 'connect', ({ context }) => context === 'service.running');
      await connectorIs('RUNNING');
      assert.equal((await ask()).state, 'succeeded');
    });
  });
}
