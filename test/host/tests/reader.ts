import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call } from '../inside/extension';
import { INPUTS, LESSON } from '../inside/names';
import { outside } from '../inside/outside';
import { readerAt, restingPlace } from '../inside/readingPlace';
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
      const top = await restingPlace(LESSON);
      await outside('wheel', { where: WHERE, pixels: 3000 });
      await until('the page scrolled', async () => (await outside('readingPlace', WHERE)).text !== top.text);
      const place = await restingPlace(LESSON);
      await chooseTheme('Default Light Modern', 'vscode-light');
      await readerAt(LESSON, place);
      await chooseTheme('Default Dark Modern', 'vscode-dark');
      await readerAt(LESSON, place);
    });

    it('has the progress in the editor’s own storage soon after it was made', async () => {
      await outside('stored', { text: `debeziumLab.progress.${LESSON}` });
      await outside('stored', { text: `debeziumLab.progress.${INPUTS}` });
    });
  });
}
