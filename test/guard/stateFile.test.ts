import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_STATE, readState, writeState, type LabState } from '../../src/lab/guard/stateFile';

const STATE: LabState = {
  guard: { pid: 100, startTime: 'boot:1', protocol: 1 },
  profile: 'postgres',
  lastProfile: 'postgres',
  ports: {
    postgres: 5433,
    mysql: 3307,
    mysqlReplica: 3308,
    kafka: 20_001,
    kafkaController: 20_002,
    connect: 8083,
    jmx: 9404,
    prometheus: 9090,
    grafana: 9091,
  },
  services: [
    {
      status: { name: 'kafka', state: 'running', host: '127.0.0.1', port: 20_001, pid: 101, version: '4.3.0', memoryMb: 360 },
      startTime: 'boot:2',
    },
  ],
};

describe('the state file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-state-'));
    file = path.join(folder, 'run', 'state.json');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was written, and leaves nothing beside it', async () => {
    writeState(file, STATE);
    expect(readState(file)).toEqual(STATE);
    expect((await readdir(path.dirname(file))).sort()).toEqual(['state.json', 'state.json.spare']);
  });

  it('is empty where there is none', () => {
    expect(readState(file)).toEqual(EMPTY_STATE);
  });

  it('survives damage to one copy', async () => {
    writeState(file, STATE);
    const text = await readFile(file, 'utf8');
    for (const damage of ['', text.slice(0, text.length / 2), '[]', '\u0000\u0000\u0000', '{"format":99}']) {
      await writeFile(file, damage);
      expect(readState(file)).toEqual(STATE);
    }
  });

  it('is empty when both copies are damaged', async () => {
    writeState(file, STATE);
    await writeFile(file, '{');
    await writeFile(`${file}.spare`, 'no');
    expect(readState(file)).toEqual(EMPTY_STATE);
  });

  it('takes what makes sense from a file that does not wholly', async () => {
    writeState(file, STATE);
    const broken = {
      format: 1,
      guard: { pid: -1, startTime: 'x', protocol: 1 },
      profile: 'oracle',
      ports: { postgres: 'many', kafka: 20_001, connect: 70_000 },
      services: [null, { status: { name: 'vscode' } }, { status: { ...STATE.services[0]?.status, pid: 'x' } }, ...STATE.services],
    };
    await writeFile(file, JSON.stringify(broken));
    expect(readState(file)).toEqual({
      ...EMPTY_STATE,
      ports: { ...EMPTY_STATE.ports, kafka: 20_001 },
      services: STATE.services,
    });
  });
});
