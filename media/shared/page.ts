import type { HostToPage, PageStrings, PageToHost } from '../../src/core/protocol/protocol';
import { createAnnouncer, type Announce } from './announcer';
import { readState, type PageState } from './pageState';
import { numberFormat } from './text';

/** What VS Code gives a page; it can be acquired once. */
interface VsCodeApi {
  postMessage(message: PageToHost): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What every part of a page works with. */
export interface Page {
  readonly strings: PageStrings;
  readonly locale: string;
  readonly number: (value: number) => string;
  readonly announce: Announce;
  post(message: PageToHost): void;
  state(): PageState;
  /** Merges a change into the state and stores it. */
  keep(change: Partial<PageState>): void;
}

/** The labels come from the host in an attribute; the host's own type guarantees their shape. */
function isStrings(value: unknown): value is PageStrings {
  return typeof value === 'object' && value !== null && 'run' in value && 'noResults' in value;
}

function readStrings(): PageStrings {
  const parsed: unknown = JSON.parse(document.body.dataset['strings'] ?? 'null');
  if (!isStrings(parsed)) throw new Error('The page has no data-strings.');
  return parsed;
}

export function openPage(): Page {
  const api = acquireVsCodeApi();
  const locale = document.body.dataset['locale'] ?? 'en';
  let state = readState(api.getState());
  return {
    strings: readStrings(),
    locale,
    number: numberFormat(locale),
    announce: createAnnouncer(),
    post: (message) => {
      api.postMessage(message);
    },
    state: () => state,
    keep: (change) => {
      state = { ...state, ...change };
      api.setState(state);
    },
  };
}

/** Listens to the host, then tells it that the page is there. */
export function listen(page: Page, receive: (message: HostToPage) => void): void {
  window.addEventListener('message', (event: MessageEvent<HostToPage>) => {
    receive(event.data);
  });
  page.post({ type: 'ready' });
}
