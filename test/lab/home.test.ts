import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { labHome } from '../../src/lab/labHome';
import { labPaths } from '../../src/lab/labPaths';
import { fillTemplate, propertyPath } from '../../src/lab/services/template';
import { writeShims } from '../../src/lab/shims';

describe('where a lab lives', () => {
  it.each([
    ['linux', false, {}, '/home/user/.local/share/debezium-lab'],
    ['linux', false, { XDG_DATA_HOME: '/data' }, '/data/debezium-lab'],
    ['linux', true, {}, '/var/lib/debezium-lab'],
    ['darwin', false, {}, '/home/user/Library/Application Support/debezium-lab'],
    ['linux', true, { DEBEZIUM_LAB_HOME: '/tmp/x/' }, '/tmp/x'],
  ] as const)('%s, root %s, %j: %s', (platform, isRoot, env, home) => {
    expect(labHome(env, { platform, isRoot, homedir: '/home/user' })).toBe(home);
  });

  it('has a socket whose path the system accepts, however long the home’s is', () => {
    const short = labPaths('/tmp/lab', {});
    expect(short.socket).toBe('/tmp/lab/run/guard.sock');
    const long = [1, 2].map((n) => labPaths(`/tmp/${'x'.repeat(120)}/${String(n)}`, {}).socket);
    for (const socket of long) expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(103);
    expect(new Set(long).size).toBe(2);
  });
});

describe('configuration templates', () => {
  it('are filled outside comments', () => {
    expect(fillTemplate('# ${a}\nx=${a}:${b.c}\n', { a: 1, 'b.c': 'two' })).toBe('# ${a}\nx=1:two\n');
  });

  it('must not ask for what has no value', () => {
    expect(() => fillTemplate('x=${nothing}', {})).toThrow('${nothing}');
  });

  it('get paths without backslashes, which Java would take for escapes', () => {
    expect(propertyPath('C:\\Users\\user\\lab')).toBe('C:/Users/user/lab');
  });
});

describe.skipIf(process.platform === 'win32')('the command for lessons’ shells', () => {
  it('calls the command line on its own lab, whatever is in the environment or in the path', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "debezium lab's shims-"));
    try {
      const cliPath = path.join(folder, 'cli.js');
      await writeFile(cliPath, 'console.log(JSON.stringify([process.env.DEBEZIUM_LAB_HOME, ...process.argv.slice(2)]))');
      const bin = writeShims({ home: folder, cliPath, node: process.execPath });
      const env = { ...process.env, DEBEZIUM_LAB_HOME: '/somewhere/else', PATH: `${bin}:${process.env['PATH'] ?? ''}` };
      const printed = execFileSync('debezium-lab', ['kill', 'connect now'], { env, encoding: 'utf8' });
      expect(JSON.parse(printed)).toEqual([folder, 'kill', 'connect now']);
      const tool = execFileSync('kafka-topics', ['--list', "it's"], { env, encoding: 'utf8' });
      expect(JSON.parse(tool)).toEqual([folder, 'tool', 'kafka-topics', '--list', "it's"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
