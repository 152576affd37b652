import { mkdirSync } from 'node:fs';
import { labPaths, logFile } from '../labPaths';
import { identityOf } from '../process/processIdentity';
import { ANOTHER_GUARD } from './protocol';
import { guardLog } from './guardLog';
import { releaseLock, takeLock } from './guardLock';
import { endOrphans } from './orphans';
import { RotatingLog } from './rotatingLog';
import { GuardServer } from './server';
import { readState } from './stateFile';
import { Supervisor } from './supervisor';

const DEFAULT_IDLE_MS = 30 * 60_000;
/** With nothing to look after, the guard leaves this long after its last client. */
const LINGER_MS = 1_000;
const MEASURE_EVERY_MS = 5_000;

/** The guard of one lab: `node guard.js <home>`. Lives until it is asked to stop or nobody needs it. */
async function main(home: string): Promise<void> {
  const paths = labPaths(home);
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  const me = await identityOf(process.pid);
  if (!me) throw new Error('the guard cannot read its own start time');
  if (!(await takeLock(paths.lockFile, me))) {
    process.exitCode = ANOTHER_GUARD;
    return;
  }
  const log = guardLog(new RotatingLog(logFile(paths, 'guard')));
  log.info(`guard ${String(me.pid)} looks after ${home}`);

  const left = readState(paths.stateFile);
  // Before anything is written: should this guard die too, the next one must still find them in the state file.
  await endOrphans(left, log);
  const supervisor = new Supervisor(paths, left, me, log);
  let idleMs = DEFAULT_IDLE_MS;
  let timer: NodeJS.Timeout | undefined;
  let leaving = false;

  const leave = async (why: string, exitCode: number): Promise<void> => {
    if (leaving) return;
    leaving = true;
    log.info(`the guard ends: ${why}`);
    server.stopAccepting();
    await supervisor.down();
    supervisor.signOff();
    server.close();
    releaseLock(paths.lockFile, me);
    process.exit(exitCode);
  };
  const onHeard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onSilence, supervisor.isBusy() ? idleMs : LINGER_MS);
  };
  const onSilence = (): void => {
    // Whoever only watches a lab that is down can read the state file instead.
    if (supervisor.isBusy() ? server.clients > 0 : server.clients > server.watching) onHeard();
    else void leave(supervisor.isBusy() ? 'no client for a while' : 'nothing runs', 0);
  };
  const server = new GuardServer({
    supervisor,
    log,
    onHeard,
    onIdleMs: (asked) => {
      idleMs = asked;
    },
  });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0));
  const onBug = (error: unknown): void => {
    log.error('a bug in the guard', error);
    void leave('a bug', 1);
  };
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);

  await server.listen(paths.socket);
  onHeard();
  setInterval(() => {
    if (server.watching > 0) void supervisor.measureMemory();
  }, MEASURE_EVERY_MS).unref();
}

const home = process.argv[2];
if (home === undefined) {
  process.stderr.write('usage: guard <home>\n');
  process.exitCode = 2;
} else {
  void main(home);
}
