import type { Browser, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { HostToPage, PageToHost } from '../../../src/core/protocol/protocol';
import { readPageMessage } from '../../../src/ui/webview/pageMessage';
import { launchBrowser } from '../../../scripts/host/browser.mjs';
import { LESSON, pageDocument, type PageContent } from './documents';
import { startPageServer } from './pageServer';
import { readTheme, type ThemeName } from './theme';

export interface OpenOptions {
  readonly content?: PageContent;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** What the page kept when it was there before. */
  readonly state?: unknown;
  /** The test provokes what the console complains about. */
  readonly faultsExpected?: boolean;
  /** Does not wait for the controls to be defined. */
  readonly withoutControls?: boolean;
  /** Called before the document is asked for. */
  readonly prepare?: (page: Page) => unknown;
}

/** One page as the host sees it: messages go in, messages come out. */
export interface OpenPage {
  readonly page: Page;
  send(...messages: readonly HostToPage[]): Promise<void>;
  /** What the page posted so far; the host's own reader must understand every message. */
  posted(): Promise<readonly PageToHost[]>;
  /** Waits for a message of the type that was posted, and returns the latest one. */
  wait<T extends PageToHost['type']>(type: T): Promise<Extract<PageToHost, { type: T }>>;
  /** What the announcer said last. */
  announced(): Promise<string>;
  theme(name: ThemeName): Promise<void>;
  /** Opens the same document again, as VS Code does after a reload of the window: with the state that was kept. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface Harness {
  readonly browser: Browser;
  open(options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    posted: unknown[];
  }
}

/** Stands for VS Code's own side of a webview: it records messages and keeps the state as JSON, as VS Code does. */
function stubHost(kept: string): void {
  window.posted = [];
  if (sessionStorage.getItem('state') === null) sessionStorage.setItem('state', kept);
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => window.posted.push(JSON.parse(JSON.stringify(message))),
      getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    }),
  });
}

function applyTheme({ variables, kind, id, bodyClass }: ReturnType<typeof readTheme>): void {
  const { style } = document.documentElement;
  for (const name of [...style].filter((variable) => variable.startsWith('--vscode-'))) style.removeProperty(name);
  for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
  document.body.className = bodyClass;
  document.body.dataset['vscodeThemeKind'] = kind;
  document.body.dataset['vscodeThemeId'] = id;
}

/** Serves the built pages and starts a browser; one for all tests of a file. */
export async function startHarness(): Promise<Harness> {
  const server = await startPageServer(inject('pages'));
  const browser = await launchBrowser();
  // One context: its pages share the compiled scripts, but not their session storage, in which the state is kept.
  const context = await browser.newContext();
  let count = 0;

  async function open(options: OpenOptions = {}): Promise<OpenPage> {
    const { theme = 'dark', width = 900, height = 800, content = LESSON } = options;
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    if (options.reducedMotion === true) await page.emulateMedia({ reducedMotion: 'reduce' });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error' || line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.addInitScript(stubHost, JSON.stringify(options.state ?? null));
    await options.prepare?.(page);
    const address = server.publish(`page-${String(++count)}.html`, pageDocument(server.origin, content, theme));

    async function load(): Promise<void> {
      await page.goto(address);
      await page.waitForFunction(() => customElements.get('vscode-button') !== undefined);
    }

    async function posted(): Promise<readonly PageToHost[]> {
      const messages = await page.evaluate(() => window.posted);
      return messages.map((message) => {
        const read = readPageMessage(message);
        if (read === null) throw new Error(`the host does not understand ${JSON.stringify(message)}`);
        return read;
      });
    }

    await (options.withoutControls === true ? page.goto(address, { waitUntil: 'commit' }) : load());
    return {
      page,
      posted,
      send: async (...messages) => {
        await page.evaluate((all) => {
          for (const message of all) window.dispatchEvent(new MessageEvent('message', { data: message }));
        }, messages);
      },
      wait: async (type) => {
        await page.waitForFunction((wanted) => window.posted.some((message) => (message as PageToHost).type === wanted), type);
        return (await posted()).findLast((message) => message.type === type) as Extract<PageToHost, { type: typeof type }>;
      },
      announced: () => page.locator('[data-announcer] p').last().innerText(),
      theme: async (name) => {
        await page.evaluate(applyTheme, readTheme(name));
      },
      reload: load,
      close: async () => {
        await page.close();
        if (options.faultsExpected !== true) expect(faults).toEqual([]);
      },
    };
  }

  return {
    browser,
    open,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
