import { describe, expect, it } from 'vitest';
import { parseRunName } from '../../../src/ui/runs/runName';
import { lessonSourcePath, optInTarget } from '../../../src/ui/runs/optIn';
import { isSameText, isToBeWritten, parseWorkbookFile, workbookFile } from '../../../src/ui/workbook/workbookFile';

describe('a workbook file', () => {
  it('is found again from its path', () => {
    for (const target of ['postgres', 'connect', 'http', 'python', 'bash', 'kafka'] as const) {
      const file = workbookFile('02-module-2/07-lab', { id: 'deploy', target });
      expect(parseWorkbookFile(file)).toEqual({ lesson: '02-module-2/07-lab', snippet: 'deploy' });
    }
    expect(workbookFile('m/l', { id: 'deploy', target: 'connect' })).toBe('m/l/deploy.connector.json');
  });

  it.each(['', 'm/l', 'm/l/.hidden', 'm/l/noending', '.written/m/l/deploy.sql', 'm/l/x/deploy.sql'])('is not “%s”', (path) => {
    expect(parseWorkbookFile(path)).toBeNull();
  });

  it('is written when it is missing or when only the lesson has changed', () => {
    expect(isToBeWritten({ current: null, written: null, lesson: 'a' })).toBe(true);
    expect(isToBeWritten({ current: null, written: 'a', lesson: 'a' })).toBe(true);
    expect(isToBeWritten({ current: 'a', written: 'a', lesson: 'b' })).toBe(true);
  });

  it('is never written over the student’s changes', () => {
    expect(isToBeWritten({ current: 'mine', written: 'a', lesson: 'b' })).toBe(false);
    expect(isToBeWritten({ current: 'mine', written: null, lesson: 'b' })).toBe(false);
    expect(isToBeWritten({ current: 'a', written: 'a', lesson: 'a' })).toBe(false);
  });

  it('is not changed by line ends alone', () => {
    expect(isSameText('select 1;\r\nselect 2;\r\n', 'select 1;\nselect 2;')).toBe(true);
    expect(isSameText('select 1', 'select 2')).toBe(false);
  });
});

describe('a file of the student’s own', () => {
  it('asks to be run by a header comment', () => {
    expect(optInTarget('/w/a.sql', 'sql', ['-- debezium-lab: postgres'])).toBe('postgres');
    expect(optInTarget('/w/a.sql', 'sql', ['-- my notes', '', '  --  debezium-lab:   mysql-replica  '])).toBe('mysql-replica');
  });

  it('asks to be run by its name', () => {
    expect(optInTarget('/w/shop.connector.json', 'json', [])).toBe('connect');
  });

  it.each([
    ['/w/a.sql', 'sql', []],
    ['/w/a.sql', 'sql', ['-- debezium-lab: oracle']],
    ['/w/a.sql', 'sql', ['-- debezium-lab: connect']],
    ['/w/a.sql', 'sql', ['-- about debezium-lab: postgres and more']],
    ['/w/a.sql', 'sql', ['', '', '', '', '', '-- debezium-lab: postgres']],
    ['/w/a.md', 'markdown', ['-- debezium-lab: postgres']],
    ['/w/connector.json', 'json', []],
  ] as const)('is left alone: %s %s %j', (file, language, lines) => {
    expect(optInTarget(file, language, lines)).toBeNull();
  });
});

it('knows a lesson’s source by its place and its front matter', () => {
  expect(lessonSourcePath('/repo/lessons/ru/m/l.md', '---')).toBe('ru/m/l.md');
  expect(lessonSourcePath('/repo/lessons/ru/m/l.md', '# Title')).toBeNull();
  expect(lessonSourcePath('/repo/docs/l.md', '---')).toBeNull();
});

it('finds the snippet a run was of', () => {
  expect(parseRunName('02-module-2/07-lab/deploy')).toEqual({ lesson: '02-module-2/07-lab', snippet: 'deploy' });
  expect(parseRunName('queries/shop.sql')).toBeNull();
});
