import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call } from '../inside/extension';
import { INPUTS, LESSON } from '../inside/names';
import { outside } from '../inside/outside';
import { until } from '../inside/until';

const WHERE = { lesson: LESSON };

async function chooseTheme(name: string, mark: string): Promise<void> {
  await vscode.workspace.getConfiguration('workbench').update('colorTheme', name, vscode.ConfigurationTarget.Global);
  await until(
    `the page in ${name}`,
    async () => (await outside('count', { where: WHERE, selector: `xpath=//body[contains(@class, "${mark}")]` })) > 0,
  );
}

export function readerTests(): void {
  describe('a reader', () => {
    it('keeps the place in the text while the theme changes to light and back', async () => {
      await call('debeziumLab.openLesson', LESSON);
      const top = await outside('readingPlace', WHERE);
      await outside('wheel', { where: WHERE, pixels: 3000 });
      const place = await until('the page scrolled', async () => {
        const now = await outside('readingPlace', WHERE);
        return now.text === top.text ? null : now;
      });
      await chooseTheme('Default Light Modern', 'vscode-light');
      const light = await outside('readingPlace', WHERE);
      await chooseTheme('Default Dark Modern', 'vscode-dark');
      const dark = await outside('readingPlace', WHERE);
      for (const now of [light, dark]) {
        assert.equal(now.text, place.text);
        assert.ok(Math.abs(now.top - place.top) <= 2, `${String(now.top)} instead of ${String(place.top)}`);
      }
    });

    it('has the progress in the editor’s own storage soon after it was made', async () => {
      await outside('stored', { text: `debeziumLab.progress.${LESSON}` });
      await outside('stored', { text: `debeziumLab.progress.${INPUTS}` });
    });
  });
}
