import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { rows, rowSet, runMessage, statements } from './support/views';

let harness: Harness;
let lesson: OpenPage;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  lesson = await harness.open();
});
afterEach(() => lesson.close());

const result = () => lesson.page.locator('.snippet[data-snippet="create-signal-table"] .snippet-result');
const cells = () => result().locator('vscode-data-grid-cell:not([cell-type="columnheader"])');
const dataRows = () => result().locator('vscode-data-grid-row:not([row-type="sticky-header"])');
const button = (name: string) => result().getByRole('button', { name });
const show = (change: Parameters<typeof rowSet>[0]) => lesson.send(runMessage({ output: statements({ rowSet: rowSet(change) }) }));
const thousand = { rows: rows(1, 100), kept: 1000, handle: 'h1' };

describe('cells', () => {
  test('NULL, an empty string and the word NULL are told apart', async () => {
    await show({
      rows: [
        ['1', null],
        ['2', ''],
        ['3', 'NULL'],
      ],
      kept: 3,
    });
    const [missing, empty, word] = [cells().nth(1), cells().nth(3), cells().nth(5)];
    expect(await missing.innerText()).toBe('NULL');
    expect(await missing.getAttribute('class')).toContain('cell-null');
    expect(await empty.textContent()).toBe('empty string');
    expect(await empty.locator('.visually-hidden').count()).toBe(1);
    expect(await word.getAttribute('class')).toBeNull();
    const style = (index: number) =>
      cells()
        .nth(index)
        .evaluate((cell) => getComputedStyle(cell).fontStyle);
    expect([await style(1), await style(5)]).toEqual(['italic', 'normal']);
  });

  test('numbers stand on the right, and columns line up over all rows', async () => {
    await show({
      rows: [
        ['1', 'a'],
        ['1000000', 'a much longer text'],
      ],
      kept: 2,
    });
    expect(
      await cells()
        .first()
        .evaluate((cell) => getComputedStyle(cell).textAlign),
    ).toBe('end');
    expect(
      await cells()
        .nth(1)
        .evaluate((cell) => getComputedStyle(cell).textAlign),
    ).toBe('start');
    const left = await Promise.all([1, 3].map(async (index) => (await cells().nth(index).boundingBox())?.x));
    expect(left[0]).toBe(left[1]);
  });

  test('hostile values, names and notices are text', async () => {
    const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    const columns = [{ name: hostile, type: hostile, numeric: false }];
    const output = statements({ statement: hostile, notices: [hostile], rowSet: rowSet({ columns, rows: [[hostile]] }) });
    await lesson.send(runMessage({ summary: hostile, output }));
    expect(await cells().first().textContent()).toBe(hostile);
    expect(await result().locator('img, script').count()).toBe(0);
    await cells().first().click();
    expect(await lesson.page.locator('dialog img, dialog script').count()).toBe(0);
    expect(await lesson.page.locator('dialog pre').textContent()).toBe(hostile);
    expect(await lesson.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  test('a long value is clipped in its cell and whole in a dialog that gives the focus back', async () => {
    const long = `{"op": "r", "text": "${'я'.repeat(500)}"}\nsecond line`;
    await show({ rows: [['1', long]] });
    expect((await cells().nth(1).textContent())?.length).toBeLessThan(250);
    await cells().nth(1).focus();
    await lesson.page.keyboard.press('Enter');
    const dialog = lesson.page.getByRole('dialog', { name: 'Full value: note' });
    expect(await dialog.locator('pre').textContent()).toBe(long);
    await lesson.page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    expect(
      await cells()
        .nth(1)
        .evaluate((cell) => cell === document.activeElement),
    ).toBe(true);
  });

  test('a result without rows shows its columns and no controls', async () => {
    await show({ rows: [], kept: 0 });
    expect(await result().locator('[cell-type="columnheader"]').allInnerTexts()).toEqual(['id', 'note']);
    expect(await result().locator('.grid-bar').isVisible()).toBe(false);
  });
});

describe('many rows', () => {
  test('ten are shown until the reader asks for all; a short result has no button', async () => {
    await show({ rows: rows(1, 10), kept: 10 });
    expect(await button('Show all').count()).toBe(0);
    await show({ rows: rows(1, 11), kept: 11 });
    expect(await dataRows().count()).toBe(10);
    await button('Show all 11').click();
    expect(await dataRows().count()).toBe(11);
    await button('Show less').click();
    expect(await dataRows().count()).toBe(10);
  });

  test('a thousand rows are paged through the host, one page in the document at a time', async () => {
    await show(thousand);
    await button('Show all 1,000').click();
    for (let from = 100; from < 1000; from += 100) {
      await button('Next page').click();
      expect(await lesson.wait('rows')).toEqual({ type: 'rows', handle: 'h1', from, count: 100 });
      await lesson.send({ type: 'rows', handle: 'h1', from, rows: rows(from + 1, 100) });
      expect(await dataRows().count()).toBe(100);
      expect(await cells().first().innerText()).toBe(String(from + 1));
    }
    expect(await result().locator('.grid-range').innerText()).toBe('rows 901–1,000 of 1,000');
    expect(await lesson.announced()).toBe('rows 901–1,000 of 1,000');
    expect(await button('Next page').isDisabled()).toBe(true);
    expect(await lesson.page.evaluate(() => document.querySelectorAll('vscode-data-grid-row').length)).toBe(101);
  });

  test('the first page needs no request; a page that was not asked for is ignored', async () => {
    await show(thousand);
    await button('Show all 1,000').click();
    await lesson.send({ type: 'rows', handle: 'h1', from: 500, rows: rows(501, 100) });
    await lesson.send({ type: 'rows', handle: 'other', from: 100, rows: rows(101, 100) });
    expect(await cells().first().innerText()).toBe('1');
    await button('Next page').click();
    await lesson.send({ type: 'rows', handle: 'h1', from: 100, rows: rows(101, 100) });
    await button('Previous page').click();
    expect(await cells().first().innerText()).toBe('1');
    expect((await lesson.posted()).filter((message) => message.type === 'rows')).toHaveLength(1);
  });

  test('turning pages with the keyboard keeps the focus on a button, also at the end', async () => {
    await show({ ...thousand, kept: 200 });
    await button('Show all 200').click();
    await button('Next page').focus();
    await lesson.page.keyboard.press('Enter');
    await lesson.send({ type: 'rows', handle: 'h1', from: 100, rows: rows(101, 100) });
    await lesson.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Previous page');
  });

  test('rows the host had to leave out are mentioned', async () => {
    await show({ ...thousand, kept: 10_000, truncated: true });
    expect(await result().innerText()).toContain('only the first 10,000 rows were kept');
  });
});

describe('keyboard', () => {
  test('one Tab into the grid, arrows inside it, one Tab out of it', async () => {
    await show({ rows: rows(1, 20), kept: 20 });
    await button('details').focus();
    const focused = () => lesson.page.evaluate(() => document.activeElement?.textContent);
    const press = (key: string) => lesson.page.keyboard.press(key);
    await press('Tab');
    expect(await focused()).toBe('id');
    await press('ArrowDown');
    await press('ArrowRight');
    expect(await focused()).toBe('row 1');
    await press('ArrowDown');
    expect(await focused()).toBe('row 2');
    await press('Home');
    expect(await focused()).toBe('2');
    await press('Tab');
    expect(await lesson.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Show all 20');
  });

  test('a screen reader is told the name, the size and the place in the whole result', async () => {
    await show(thousand);
    const grid = result().getByRole('grid', { name: 'Result of SELECT * FROM orders' });
    expect(await grid.getAttribute('aria-rowcount')).toBe('1001');
    await button('Show all 1,000').click();
    await button('Next page').click();
    await lesson.send({ type: 'rows', handle: 'h1', from: 100, rows: rows(101, 100) });
    expect(await dataRows().first().getAttribute('aria-rowindex')).toBe('102');
  });
});
