import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { call, extension } from '../inside/extension';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

export function lastTests(): void {
  describe('at the end', () => {
    it('Stop Lab empties the trees', async () => {
      await call('debeziumLab.stopLab');
      const { trees } = extension().exports;
      await until('an empty lab', async () => (await trees.lab()).length === 0);
      await until('no connectors', async () => (await trees.connectors()).length === 0);
      await outside('see', { where: 'workbench', selector: '.sidebar .welcome-view .monaco-button', text: 'Start Lab' });
    });

    it('the log of the extension holds no error', async () => {
      assert.deepEqual(await outside('loggedErrors', null), []);
    });
  });
}
