import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReady, type Lab, type LabCall } from '../../src/core/lab/lab';
import { silentLog } from '../../src/core/log';
import { english } from '../../src/core/message';
import { findEngine } from '../../src/lab/compose/engine';
import { createLab } from '../../src/lab/index';

/** Why the suite's other tests cannot run here; null where a Docker engine answers. */
const missing = await findEngine({ signal: AbortSignal.timeout(30_000) }).then(
  () => null,
  (error: unknown) => (error instanceof Error ? error.message : String(error)),
);

const call: LabCall = { signal: AbortSignal.timeout(900_000), onProgress: ({ message }) => console.log(english(message)) };

let home: string;
let lab: Lab;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'debezium-lab-engine-'));
  const assets = path.resolve(import.meta.dirname, '../../labs');
  lab = createLab({ home, log: silentLog, settings: { runtime: 'compose' }, guardPath: 'unused', assets });
});

afterAll(async () => {
  if (missing === null) await lab.down(call, { deleteData: true });
  await rm(home, { recursive: true, force: true });
});

it.runIf(missing !== null)('says what is missing where no engine answers, and starts nothing', async () => {
  console.log(`The tests on a real Docker engine are skipped: ${missing ?? ''}`);
  await expect(lab.up('postgres', call)).rejects.toThrow('debeziumLab.runtime');
  const [engine] = await lab.preflight('postgres', call);
  expect(engine).toMatchObject({ id: 'docker', level: 'missing' });
  expect(engine?.fix).toBeDefined();
  expect(await lab.status()).toMatchObject({ runtime: 'compose', profile: null });
});

describe.skipIf(missing !== null)('the lab on a real Docker engine', () => {
  it.each(['postgres', 'mysql-replica', 'monitoring'] as const)('comes up with profile %s', async (profile) => {
    expect(isReady(await lab.up(profile, call))).toBe(true);
  });

  it('answers on the addresses it tells', async () => {
    await lab.up('postgres', call);
    const answer = await fetch(`${(await lab.endpoints())?.connect.url ?? ''}/connector-plugins`);
    expect(JSON.stringify(await answer.json())).toContain('io.debezium.connector.postgresql.PostgresConnector');
  });

  it('shows a killed service as failed, and starts it again', async () => {
    await lab.kill('connect', call);
    const { services } = await lab.status();
    expect(services.find(({ name }) => name === 'connect')?.state).toBe('failed');
    expect(isReady(await lab.restart('connect', call))).toBe(true);
  });

  it('starts empty after a reset', async () => {
    expect(isReady(await lab.reset(call))).toBe(true);
  });
});
