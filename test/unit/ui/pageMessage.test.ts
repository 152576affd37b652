import { describe, expect, it } from 'vitest';
import type { PageToHost } from '../../../src/core/protocol/protocol';
import { readPageMessage } from '../../../src/ui/webview/pageMessage';

const MESSAGES: readonly PageToHost[] = [
  { type: 'ready' },
  { type: 'painted', what: 'diagrams' },
  { type: 'run', snippet: 'a' },
  { type: 'stop', run: 'r' },
  { type: 'copy', snippet: 'a' },
  { type: 'open', snippet: 'a', place: { line: 2, column: 1 } },
  { type: 'open', snippet: 'a', place: null },
  { type: 'rows', handle: 'h', from: 100, count: 100 },
  { type: 'hint', step: 's' },
  { type: 'solution', step: 's' },
  { type: 'doStep', step: 's' },
  { type: 'skip', step: 's' },
  { type: 'predict', prediction: 'p', option: 4 },
  { type: 'action', action: 'startLab', run: null },
  { type: 'action', action: 'retry', run: 'r' },
  { type: 'link', href: 'https://debezium.io' },
  { type: 'check', profile: 'mysql' },
  { type: 'copyCommand', finding: 3 },
];

describe('a message of a page', () => {
  it.each(MESSAGES)('is taken as it is: $type', (message) => {
    expect(readPageMessage(structuredClone(message))).toEqual(message);
  });

  it.each([
    null,
    undefined,
    'ready',
    [],
    {},
    { type: 'unknown' },
    { type: 'painted', what: 'everything' },
    { type: 'run' },
    { type: 'run', snippet: 7 },
    { type: 'open', snippet: 'a', place: 'top' },
    { type: 'open', snippet: 'a', place: { line: -1, column: 1 } },
    { type: 'rows', handle: 'h', from: -1, count: 1 },
    { type: 'rows', handle: 'h', from: 0, count: 1e9 },
    { type: 'rows', handle: 'h', from: 0.5, count: 1 },
    { type: 'predict', prediction: 'p', option: 5 },
    { type: 'predict', option: 0 },
    { type: 'action', action: 'toString', run: null },
    { type: 'action', action: 'startLab', run: 7 },
    { type: 'link', href: {} },
  ])('is refused when it is not one: %j', (data) => {
    expect(readPageMessage(data)).toBeNull();
  });

  it('carries nothing beyond the protocol', () => {
    expect(readPageMessage({ type: 'run', snippet: 'a', code: 'DROP TABLE t' })).toEqual({ type: 'run', snippet: 'a' });
  });
});
