import { describe, expect, it } from 'vitest';
import { TARGETS } from '../../../src/core/snippet/snippet';
import { TARGET_TABLE, targetFor } from '../../../src/core/snippet/targetTable';

describe('the target table', () => {
  it.each([
    ['sql', 'postgres', 'postgres'],
    ['sql', 'mysql-replica', 'mysql-replica'],
    ['json', 'connect', 'connect'],
    ['json', 'kafka', 'kafka'],
    ['http', undefined, 'http'],
    ['python', undefined, 'python'],
    ['bash', undefined, 'bash'],
    ['sh', undefined, 'bash'],
    ['promql', undefined, 'promql'],
    ['kafka', undefined, 'consume'],
    ['python', 'python', 'python'],
    // A statement sent to the wrong server is worse than a finding, so these are never guessed.
    ['sql', undefined, null],
    ['json', undefined, null],
    ['sql', 'kafka', null],
    ['kafka', 'kafka', null],
    ['json', 'postgres', null],
    ['http', 'connect', null],
    ['java', undefined, null],
    ['', undefined, null],
    ['sql', 'toString', null],
  ])('sends %s with target %s to %s', (language, named, target) => {
    expect(targetFor(language, named)?.target ?? null).toBe(target);
  });

  it('has an entry for each target under its own name', () => {
    expect(Object.values(TARGET_TABLE).map(({ target }) => target)).toEqual([...TARGETS]);
  });

  it('gives every workbook file an ending that tells its target apart from others of its language', () => {
    const endings = Object.values(TARGET_TABLE)
      .filter(({ languages }) => languages[0] !== 'sql')
      .map(({ extension }) => extension);
    expect(new Set(endings).size).toBe(endings.length);
    expect(TARGET_TABLE.connect.extension).toBe('.connector.json');
  });
});
