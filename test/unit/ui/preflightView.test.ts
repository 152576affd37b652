import { describe, expect, it } from 'vitest';
import type { PreflightFinding } from '../../../src/core/lab/lab';
import { msg } from '../../../src/core/message';
import { inOrder, preflightView } from '../../../src/ui/views/preflightView';
import { words } from './treeText';

const java: PreflightFinding = { id: 'java', level: 'ok', text: msg('Java {0}: {1}', 21, '/usr/bin/java') };
const port: PreflightFinding = { id: 'port', level: 'warning', text: msg('Port {0} is taken.', 5433) };
const maven: PreflightFinding = {
  id: 'maven',
  level: 'missing',
  text: msg('no Maven'),
  fix: msg('get it'),
  command: 'apt-get install maven',
};

describe('the requirements as they are shown', () => {
  it('begin with what is missing', () => {
    expect(inOrder([java, port, maven])).toEqual([maven, port, java]);
    const { findings } = preflightView('mysql', [java, port, maven], false, words);
    expect(findings.map(({ text }) => text)).toEqual(['no Maven', 'Port 5433 is taken.', 'Java 21: /usr/bin/java']);
    expect(findings[0]).toMatchObject({ levelText: 'missing', fix: 'get it', command: 'apt-get install maven' });
  });

  it.each([
    [[java, maven], 'Missing: 1. The lab starts once it is there.', false],
    [[java, port], 'The lab can start; mind the warnings.', true],
    [[java], 'Everything the lab needs is here.', true],
  ])('are summed up', (findings, summary, canStart) => {
    expect(preflightView('postgres', findings, false, words)).toMatchObject({ summary, canStart });
  });

  it('promise nothing while they are looked for', () => {
    const looking = { checking: true, canStart: false, summary: 'Looking for what the lab needs…' };
    expect(preflightView('postgres', null, true, words)).toMatchObject({ ...looking, findings: [] });
    expect(preflightView('postgres', [java], true, words)).toMatchObject(looking);
  });
});
