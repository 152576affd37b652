import { expect, test } from 'vitest';
import { Transcript } from '../../../src/core/run/transcript';

test('keeps what is short', () => {
  const transcript = new Transcript(100);
  expect(transcript.text()).toBe('');
  transcript.append('one\n');
  transcript.append('two\n');
  expect(transcript.text()).toBe('one\ntwo\n');
  expect(transcript.printed).toBe(8);
});

test('keeps the end of what is long, and knows how long it was', () => {
  const transcript = new Transcript(10);
  for (let i = 0; i < 1000; i++) transcript.append(`${i};`);
  expect(transcript.text()).toBe(';998;999;'.padStart(10, '7'));
  expect(transcript.printed).toBe(10 * 2 + 90 * 3 + 900 * 4);
});

test('a single text longer than the limit is cut as well', () => {
  const transcript = new Transcript(3);
  transcript.append('abcdef');
  expect(transcript.text()).toBe('def');
});
