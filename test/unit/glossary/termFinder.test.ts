import { describe, expect, it } from 'vitest';
import type { Term } from '../../../src/core/glossary/term';
import { createTermFinder } from '../../../src/core/glossary/termFinder';

function term(id: string, forms: readonly string[], except: readonly string[] = []): Term {
  return { id, term: id, english: id, text: `${id}.`, forms, except, lesson: '01-a/01-a' };
}

const find = createTermFinder([
  term('slot', ['слот*', 'слот* репликации']),
  term('snapshot', ['снимок', 'снимк*'], ['печатать снимок']),
  term('incremental', ['инкрементальн* снимок', 'инкрементальн* снимк*']),
  term('wal', ['WAL']),
  term('count', ['счёт*']),
]);

function found(text: string): readonly string[] {
  return find(text).map(({ start, end, term: { id } }) => `${id}: ${text.slice(start, end)}`);
}

describe('a term is found', () => {
  it.each([
    ['Слот держит журнал', ['slot: Слот']],
    ['между слотами и «слотом»', ['slot: слотами', 'slot: слотом']],
    ['слот\nрепликации', ['slot: слот\nрепликации']],
    ['Инкрементальным снимком, а не снимком', ['incremental: Инкрементальным снимком', 'snapshot: снимком']],
    ['журнал WAL, (WAL)', ['wal: WAL', 'wal: WAL']],
    ['счет счёта', ['count: счет', 'count: счёта']],
  ])('%j', (text, terms) => {
    expect(found(text)).toEqual(terms);
  });
});

describe('a term is not found', () => {
  it.each([
    ['inside another word', 'слотоместо, подслот, WALs, снимками-то'],
    ['behind an ending that is too long', 'слотовыми'],
    ['in a phrase that means something else', 'Печатать снимок он будет час'],
    ['when something stands between its words', 'счас инкрементальный, снимавший'],
  ])('%s', (_name, text) => {
    expect(found(text)).toEqual([]);
  });

  it('across a comma, but its part is', () => {
    expect(found('слот, репликации')).toEqual(['slot: слот']);
  });
});
