import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HostToPage, PreflightView } from '../../src/core/protocol/protocol';
import { PREFLIGHT_PAGE } from './support/documents';
import { startHarness, type Harness, type OpenPage } from './support/harness';
import { preflight } from './support/views';

let harness: Harness;
let open: OpenPage;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  open = await harness.open({ content: PREFLIGHT_PAGE });
});
afterEach(() => open.close());

const message = (change: Partial<PreflightView> = {}): HostToPage => ({ type: 'preflight', preflight: preflight(change) });
const button = (name: string) => open.page.getByRole('button', { name });

test('it shows what is missing with how to get it, and what is there', async () => {
  await open.send(message());
  const rows = open.page.locator('.finding');
  expect(await rows.count()).toBe(3);
  expect(await rows.first().innerText()).toMatch(/missing:\s+Maven was not found[^]*Run “sudo apt-get install maven”/u);
  expect(await rows.last().innerText()).toMatch(/found:\s+Java 21/u);
  expect(await open.announced()).toBe('Missing: 1.');
});

test('it looks again, and for another profile', async () => {
  await open.send(message());
  await button('Check Again').click();
  expect(await open.wait('check')).toEqual({ type: 'check', profile: 'postgres' });
  await open.send(message({ checking: true }));
  expect(await button('Check Again').getAttribute('disabled')).not.toBeNull();
  expect(await open.page.locator('.findings').getAttribute('aria-busy')).toBe('true');
  await open.send(message());
  await open.page.getByLabel('Profile').selectOption('mysql');
  expect(await open.wait('check')).toEqual({ type: 'check', profile: 'mysql' });
});

test('it copies a command, and starts the lab only when nothing is missing', async () => {
  await open.send(message());
  expect(await button('Start Lab').getAttribute('disabled')).not.toBeNull();
  await button('Copy the command: sudo apt-get install maven').click();
  expect(await open.wait('copyCommand')).toEqual({ type: 'copyCommand', finding: 0 });
  expect(await open.announced()).toBe('Copied');
  await open.send(message({ canStart: true, findings: preflight().findings.slice(1) }));
  await button('Start Lab').click();
  expect(await open.wait('action')).toEqual({ type: 'action', action: 'startLab', run: null });
});

test('by keyboard alone: choose a profile, look again; the focus stays while it looks', async () => {
  await open.send(message());
  const { keyboard } = open.page;
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  expect(await open.wait('check')).toEqual({ type: 'check', profile: 'mysql' });
  await open.send(message({ profile: 'mysql', checking: true }), message({ profile: 'mysql' }));
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await open.page.waitForFunction(() => window.posted.filter((posted) => JSON.stringify(posted).includes('"check"')).length === 2);
});
