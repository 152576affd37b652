import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../src/core/log';
import type { Endpoints } from '../../src/core/lab/endpoints';
import { english } from '../../src/core/message';
import type { Profile } from '../../src/core/lab/lab';
import { createLab } from '../../src/lab/index';
import type { TestProject } from 'vitest/node';
import { buildLab } from './labBuild';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the suite's lab. */
    readonly endpoints: Endpoints;
    /** The program `mysql`: of the suite's lab where that has a MySQL. */
    readonly mysqlClient: string;
  }
}

/** The variable that names a lab which runs already, for work on a single test: its endpoints as JSON. */
const ENDPOINTS_VARIABLE = 'DEBEZIUM_LAB_TEST_ENDPOINTS';

/** Suites that need more than the usual lab. */
const PROFILES: Readonly<Record<string, Profile>> = { drivers: 'monitoring', mysql: 'mysql-replica' };

/**
 * One lab for a whole suite (vitest's `globalSetup`): in `DEBEZIUM_LAB_HOME`, or in a folder that goes away with it.
 * Tests find it by `inject('endpoints')`. The variable `DEBEZIUM_LAB_TEST_ENDPOINTS` names a lab that runs already.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env[ENDPOINTS_VARIABLE];
  if (running !== undefined) {
    project.provide('endpoints', JSON.parse(running) as Endpoints);
    project.provide('mysqlClient', 'mysql');
    return () => Promise.resolve();
  }
  const built = await buildLab();
  const chosen = process.env['DEBEZIUM_LAB_HOME'];
  const home = chosen ?? (await mkdtemp(path.join(tmpdir(), 'debezium-lab-suite-')));
  const lab = createLab({ home, log: silentLog, settings: { idleMinutes: 5 }, guardPath: built.guardPath, assets: built.assets });
  const call = {
    signal: AbortSignal.timeout(280_000),
    onProgress: ({ message }: { message: Parameters<typeof english>[0] }) => console.log(english(message)),
  };
  const end = async (): Promise<void> => {
    await lab.down({ signal: AbortSignal.timeout(120_000) });
    if (chosen === undefined) await rm(home, { recursive: true, force: true });
    await built.remove();
  };
  try {
    await lab.up(PROFILES[project.name] ?? 'postgres', call);
    const endpoints = await lab.endpoints();
    if (!endpoints) throw new Error('the lab is up but tells no endpoints');
    project.provide('endpoints', endpoints);
    project.provide('mysqlClient', endpoints.mysql ? (await lab.tool('mysql', call)).command : 'mysql');
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
