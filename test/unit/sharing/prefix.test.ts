import { describe, expect, it } from 'vitest';
import { isOwn, lessonName, lessonServerId, ownName, ownServerId, PREFIX_PATTERN } from '../../../src/core/sharing/prefix';

describe('a name of the student’s own', () => {
  it('is what each system allows', () => {
    expect(ownName('anna', 'kafka', 'inventory.public.orders')).toBe('anna-inventory.public.orders');
    expect(ownName('anna', 'postgres', 'inventory_slot')).toBe('anna_inventory_slot');
  });

  it('is the same without a prefix, and when it is given twice', () => {
    expect(ownName('', 'kafka', 'inventory')).toBe('inventory');
    expect(ownName('anna', 'kafka', ownName('anna', 'kafka', 'inventory'))).toBe('anna-inventory');
  });

  it('leads back to the lesson’s', () => {
    expect(lessonName('anna', 'postgres', 'anna_inventory_slot')).toBe('inventory_slot');
    expect(lessonName('anna', 'kafka', 'boris-inventory')).toBe('boris-inventory');
    expect(lessonName('', 'kafka', 'inventory')).toBe('inventory');
  });

  it('tells whose it is', () => {
    expect([isOwn('anna', 'kafka', 'anna-first'), isOwn('anna', 'kafka', 'annabel-first'), isOwn('', 'kafka', 'first')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('has a prefix that fits a slot', () => {
    expect(['anna', 'a', 'team07', 'abcdefghijklmnop'].filter((prefix) => !PREFIX_PATTERN.test(prefix))).toEqual([]);
    expect(['', 'Anna', '7up', 'anna-b', 'a_b', 'анна', 'abcdefghijklmnopq'].filter((prefix) => PREFIX_PATTERN.test(prefix))).toEqual([]);
  });
});

describe('a server id', () => {
  it('keeps the lesson’s number in its last digits and fits 32 bits', () => {
    const id = ownServerId('anna', '5401');
    expect(id).toMatch(/5401$/u);
    expect(Number(id)).toBeGreaterThan(10_000);
    expect(Number(id)).toBeLessThan(2 ** 32);
    expect(lessonServerId('anna', id)).toBe('5401');
  });

  it('differs between students, and between connectors of one', () => {
    const students = Array.from({ length: 30 }, (_, index) => `student${index.toString()}`);
    const ids = students.flatMap((prefix) => [ownServerId(prefix, '5401'), ownServerId(prefix, '5402')]);
    expect(new Set(ids).size).toBe(60);
  });

  it('is left alone without a prefix, and where it is no lesson’s', () => {
    expect(ownServerId('', '5401')).toBe('5401');
    expect(ownServerId('anna', '184054')).toBe('184054');
    expect(lessonServerId('anna', ownServerId('boris', '5401'))).toBe(ownServerId('boris', '5401'));
  });
});
