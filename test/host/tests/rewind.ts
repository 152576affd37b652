import { describe, it } from 'mocha';
import { call, extension, row } from '../inside/extension';
import { LESSON, SERVICES } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

export function rewindTests(): void {
  describe('rewinding a lesson to a step', () => {
    it('begins a new lab, and does the steps before', async () => {
      // VS Code shows no dialogs under test, so the question counts as answered.
      await call('debeziumLab.rewindLesson', { ref: { kind: 'step', lesson: LESSON, step: 'connector' } }, true);
      for (const step of ['signal-table', 'large-table']) await row('course', `${LESSON}#${step}`, ({ icon }) => icon?.id === 'pass');
    });

    it('leaves nothing of the step itself: its connector is gone, its check waits', async () => {
      for (const service of SERVICES) await row('lab', service, ({ context }) => context === 'service.running');
      await row('course', `${LESSON}#connector`, ({ icon }) => icon?.id !== 'pass');
      await until('a Connect without connectors', async () => (await extension().exports.trees.connectors()).length === 0);
      const selector = 'section[data-step="connector"] .check:not([data-state="met"])';
      await outside('see', { where: { lesson: LESSON }, selector });
    });
  });
}
