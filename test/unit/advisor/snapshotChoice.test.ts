import { describe, expect, it } from 'vitest';
import { adviseSnapshot } from '../../../src/core/advisor/snapshotAdvice';
import { chooseSnapshot } from '../../../src/core/advisor/snapshotChoice';

describe('the choice of a snapshot', () => {
  it.each([
    ['none', { rows: 'no' }],
    ['initial-only', { rows: 'yes', after: 'no' }],
    ['initial', { rows: 'yes', after: 'yes', when: 'yes', pause: 'yes', gap: 'stop' }],
    ['when-needed', { rows: 'yes', after: 'yes', when: 'yes', pause: 'yes', gap: 'anew' }],
    ['incremental', { rows: 'yes', after: 'yes', when: 'yes', pause: 'no', write: 'yes' }],
    ['read-only', { rows: 'yes', after: 'yes', when: 'yes', pause: 'no', write: 'no' }],
    ['blocking', { rows: 'yes', after: 'yes', when: 'no', pauseAgain: 'yes' }],
    ['incremental', { rows: 'yes', after: 'yes', when: 'no', pauseAgain: 'no', write: 'yes' }],
    ['read-only', { rows: 'yes', after: 'yes', when: 'no', pauseAgain: 'no', write: 'no' }],
  ] as const)('comes to %s', (strategy, answers) => {
    const choice = chooseSnapshot(answers);
    expect(choice.strategy).toBe(strategy);
    expect(choice.questions.map(({ id, chosen }) => [id, chosen])).toEqual(Object.entries(answers));
  });

  it('asks one question at a time, and lets answers be that are not on the way', () => {
    expect(chooseSnapshot({}).questions.map(({ id }) => id)).toEqual(['rows']);
    const back = chooseSnapshot({ rows: 'no', after: 'yes', when: 'yes' });
    expect([back.strategy, back.questions.map(({ id }) => id)]).toEqual(['none', ['rows']]);
  });

  it('takes an answer that is none of the options for an open question', () => {
    expect(chooseSnapshot({ rows: 'perhaps' })).toMatchObject({ strategy: null, questions: [{ id: 'rows', chosen: null }] });
  });
});

describe('the advice', () => {
  it('names the connector’s own schema and functions in the signal', () => {
    expect(adviseSnapshot('incremental', 'postgres').signal?.text).toContain('INSERT INTO public.debezium_signal');
    expect(adviseSnapshot('blocking', 'mysql').signal?.text).toMatch(/INSERT INTO inventory\.debezium_signal[^]*UUID\(\)[^]*"blocking"/u);
  });

  it('needs no signal table where nothing may be written', () => {
    const { config, signal } = adviseSnapshot('read-only', 'postgres');
    expect(config).not.toHaveProperty('signal.data.collection');
    expect(signal?.language).toBe('json');
    expect(() => JSON.parse(signal?.text ?? '') as unknown).not.toThrow();
  });
});
