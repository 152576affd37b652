import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call } from '../inside/extension';
import { INPUTS } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

const onHelper = (part: string) => ({ where: { lesson: INPUTS }, selector: `section.helper ${part}` }) as const;

export function helperTests(): void {
  describe('the helper of a page', () => {
    it('measures a table of the lab, and says what to write', async () => {
      await call('debeziumLab.openLesson', INPUTS);
      // A click scrolls it into view: only then does it come to life.
      await outside('click', onHelper('.helper-title'));
      await outside('see', { ...onHelper('.helper-text'), text: 'Choose a table' });
      await outside('click', onHelper('[data-helper-action="measure"]'));
      const formula = await outside('see', { ...onHelper('.helper-formula'), text: '1024' });
      const setting = await outside('see', { ...onHelper('pre'), text: 'incremental.snapshot.chunk.size' });
      const size = /"(\d+)"/u.exec(setting)?.[1] ?? '';
      assert.match(formula, /^4 × 1024 ÷ [\d.]+ ≈ [\d,]+$/u);
      assert.ok(Number(size) > 100, setting);
    });

    it('copies the setting', async () => {
      await outside('click', onHelper('.helper-fragment vscode-button'));
      await until('the setting in the clipboard', async () =>
        (await vscode.env.clipboard.readText()).startsWith('"incremental.snapshot.chunk.size": '),
      );
    });
  });
}
