import type { ActionId, Place } from '../../core/errors';
import type { HelperView, PageToHost } from '../../core/protocol/protocol';

const ACTIONS: Readonly<Record<ActionId, true>> = {
  startLab: true,
  showLog: true,
  retry: true,
  openSettings: true,
  openSnippet: true,
  showPreflight: true,
  allowChanges: true,
  forgetPasswords: true,
};

/** Rows a page may ask for at once. */
const MAX_ROWS = 1000;

/** Index of the last option a question can have. */
const MAX_OPTION = 4;

/** Index of the last line preflight can have. */
const MAX_FINDING = 99;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAction(value: unknown): value is ActionId {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

/** Undefined for what is neither a place nor null. */
function readPlace(value: unknown): Place | null | undefined {
  if (value === null || value === undefined) return null;
  if (!isFields(value)) return undefined;
  const { line, column } = value;
  return isCount(line, Number.MAX_SAFE_INTEGER) && isCount(column, Number.MAX_SAFE_INTEGER) ? { line, column } : undefined;
}

function readPainted(what: unknown): PageToHost | null {
  return what === 'text' || what === 'diagrams' || what === 'result' ? { type: 'painted', what } : null;
}

function readOpen({ snippet, place }: Fields): PageToHost | null {
  const at = readPlace(place);
  return typeof snippet === 'string' && at !== undefined ? { type: 'open', snippet, place: at } : null;
}

function readRows({ handle, from, count }: Fields): PageToHost | null {
  if (typeof handle !== 'string' || !isCount(from, Number.MAX_SAFE_INTEGER) || !isCount(count, MAX_ROWS)) return null;
  return { type: 'rows', handle, from, count };
}

function readAction({ action, run }: Fields): PageToHost | null {
  if (!isAction(action) || (run !== null && typeof run !== 'string')) return null;
  return { type: 'action', action, run };
}

function readPredict({ prediction, option }: Fields): PageToHost | null {
  return typeof prediction === 'string' && isCount(option, MAX_OPTION) ? { type: 'predict', prediction, option } : null;
}

const HELPERS: Readonly<Record<HelperView['helper'], true>> = { 'chunk-size': true, 'snapshot-choice': true };

/** Fields a helper may have, and characters in one of them. */
const MAX_FIELDS = 20;
const MAX_FIELD_LENGTH = 300;

function isHelper(value: unknown): value is HelperView['helper'] {
  return typeof value === 'string' && Object.hasOwn(HELPERS, value);
}

function readHelper({ helper, fields }: Fields): PageToHost | null {
  if (!isHelper(helper) || !isFields(fields)) return null;
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string' || value.length > MAX_FIELD_LENGTH) return null;
    read[name] = value;
  }
  return Object.keys(read).length > MAX_FIELDS ? null : { type: 'helper', helper, fields: read };
}

function readCopyFragment({ helper, fragment }: Fields): PageToHost | null {
  return isHelper(helper) && isCount(fragment, MAX_FIELDS) ? { type: 'copyFragment', helper, fragment } : null;
}

/** A page is not trusted to keep to the protocol: anything else than one of its messages is null. */
export function readPageMessage(data: unknown): PageToHost | null {
  if (!isFields(data)) return null;
  const { type, snippet, step, run, href, profile, finding } = data;
  switch (type) {
    case 'ready':
      return { type };
    case 'painted':
      return readPainted(data['what']);
    case 'run':
    case 'copy':
      return typeof snippet === 'string' ? { type, snippet } : null;
    case 'open':
      return readOpen(data);
    case 'stop':
      return typeof run === 'string' ? { type, run } : null;
    case 'rows':
      return readRows(data);
    case 'hint':
    case 'solution':
    case 'doStep':
    case 'skip':
      return typeof step === 'string' ? { type, step } : null;
    case 'predict':
      return readPredict(data);
    case 'helper':
      return readHelper(data);
    case 'copyFragment':
      return readCopyFragment(data);
    case 'action':
      return readAction(data);
    case 'check':
      return typeof profile === 'string' ? { type, profile } : null;
    case 'copyCommand':
      return isCount(finding, MAX_FINDING) ? { type, finding } : null;
    case 'glossary':
      return typeof data['term'] === 'string' ? { type, term: data['term'] } : null;
    case 'link':
      return typeof href === 'string' ? { type, href } : null;
    default:
      return null;
  }
}
