/** Where the reader is: a block of the page, and how far its top stands below the top of the window, in pixels. */
export interface ScrollPlace {
  readonly block: number;
  readonly offset: number;
}

/** What a page keeps over reload, theme change and re-render. Plain data in VS Code's own webview state. */
export interface PageState {
  /** The lesson's id: all that the host gets back of a panel when the window was reloaded. Null on other pages. */
  readonly lesson: string | null;
  readonly scroll: ScrollPlace | null;
  /** Result parts the reader opened or closed, by key. */
  readonly open: Readonly<Record<string, boolean>>;
  /** What the reader entered in a helper, by `helper/field`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Heights of rendered diagrams in pixels, by `index:width`, so that the next opening reserves exactly that. */
  readonly diagrams: Readonly<Record<string, number>>;
  /** When this page first saw a run in progress, milliseconds since the epoch, by run id. */
  readonly started: Readonly<Record<string, number>>;
}

export const EMPTY_STATE: PageState = { lesson: null, scroll: null, open: {}, fields: {}, diagrams: {}, started: {} };

type Entries = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function only<T>(value: unknown, keep: (entry: unknown) => entry is T): Readonly<Record<string, T>> {
  if (!isRecord(value)) return {};
  const kept: Record<string, T> = {};
  for (const [key, entry] of Object.entries(value)) if (keep(entry)) kept[key] = entry;
  return kept;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isText = (value: unknown): value is string => typeof value === 'string';
const isFinite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Reads stored state. Whatever an older version or a fault left there is dropped part by part. */
export function readState(stored: unknown): PageState {
  if (!isRecord(stored)) return EMPTY_STATE;
  const scroll = only(stored['scroll'], isFinite);
  const { block, offset } = { block: scroll['block'], offset: scroll['offset'] };
  return {
    lesson: typeof stored['lesson'] === 'string' ? stored['lesson'] : null,
    scroll: block === undefined || offset === undefined ? null : { block, offset },
    open: only(stored['open'], isBoolean),
    fields: only(stored['fields'], isText),
    diagrams: only(stored['diagrams'], isFinite),
    started: only(stored['started'], isFinite),
  };
}
