import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isAbort } from '../../src/core/errors';
import { PythonRunner } from '../../src/drivers/process/pythonRunner';
import { databaseOf, labEndpoints } from './support/labEndpoints';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

const lab = labEndpoints();
let drivers: TestDrivers;
/** What making the environment printed. */
let printed = '';

beforeAll(async () => {
  drivers = await openDrivers();
  // An environment whose making was interrupted: it is there, and is not taken for one.
  await mkdir(path.join(drivers.home, 'python', 'bin'), { recursive: true });
  await drivers.run('process', 'python', 'pass', { onOutput: (output) => (printed += output) });
});
afterAll(() => drivers.dispose());

const python = (code: string, options?: Parameters<TestDrivers['run']>[3]) => drivers.run('process', 'python', code, options);
const bash = (code: string, options?: Parameters<TestDrivers['run']>[3]) => drivers.run('process', 'bash', code, options);

/** Runs until the output has the text, then stops. */
async function stopAfter(target: 'python' | 'bash', code: string, marker: string) {
  const controller = new AbortController();
  let seen = '';
  const onOutput = (output: string): void => {
    seen += output;
    if (seen.includes(marker)) controller.abort();
  };
  return { output: await drivers.run('process', target, code, { signal: controller.signal, onOutput }), seen };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the Python environment', () => {
  test('was made with its steps told, in place of the interrupted one', async () => {
    expect(printed).toContain('Python: ');
    expect(printed).toMatch(/Successfully installed .*confluent-kafka/u);
    expect((await readdir(drivers.home)).filter((name) => name.startsWith('python'))).toEqual(['python']);
  });

  test('is made once', async () => {
    let output = '';
    await python('pass', { onOutput: (text_) => (output += text_) });
    expect(output).toBe('');
  });

  test('knows the lab', async () => {
    const { output } = await python(
      'import os, confluent_kafka\nprint([os.environ[n] for n in ("KAFKA_BOOTSTRAP", "CONNECT_URL", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE")])',
    );
    const { kafka, connect } = lab;
    const postgres = databaseOf('postgres');
    for (const value of [kafka.bootstrap, connect.url, postgres.host, String(postgres.port), postgres.user, postgres.database]) {
      expect(output).toContain(`'${value}'`);
    }
  });

  test('reads Kafka with confluent-kafka', async () => {
    const { output, exitCode } = await python(
      'import os\nfrom confluent_kafka.admin import AdminClient\nprint(len(AdminClient({"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP"]}).list_topics(timeout=20).brokers))',
    );
    expect({ output, exitCode }).toEqual({ output: '1\n', exitCode: 0 });
  });

  test('that cannot be made without Python says so', async () => {
    const runner = new PythonRunner({ home: path.join(drivers.home, 'other'), pythonPath: '/nowhere/python3' });
    const run = runner.run(
      { target: 'python', attributes: {}, code: '', name: 'a' },
      { endpoints: lab, signal: soon(), onOutput: () => undefined },
    );
    const problem = await problemOf(run);
    expect(text(problem.what)).toBe('No Python 3.9 or newer was found (/nowhere/python3).');
    expect(problem.action).toBe('openSettings');
  });

  test.skipIf(process.platform === 'win32').each([
    ['its venv module is missing', 'echo "ModuleNotFoundError: No module named \'ensurepip\'" >&2; exit 1', 'venv module is not installed'],
    ['pip fails', 'case "$1" in -c) echo /bin/false-python ;; *) echo "no network" >&2; exit 1 ;; esac', 'could not be made'],
  ])('says what to do when %s', async (_name, script, expected) => {
    const fake = path.join(drivers.home, 'fake-python');
    const tail = script.replace('/bin/false-python', fake);
    await writeFile(fake, `#!/bin/sh\n${tail}\n`);
    await chmod(fake, 0o755);
    const runner = new PythonRunner({ home: path.join(drivers.home, 'other'), pythonPath: fake });
    const run = runner.run(
      { target: 'python', attributes: {}, code: '', name: 'a' },
      { endpoints: lab, signal: soon(), onOutput: () => undefined },
    );
    const problem = await problemOf(run);
    expect(text(problem.what)).toContain(expected);
    expect(problem.fix).toBeDefined();
  });
});

describe('a Python snippet', () => {
  test('prints as it goes, unbuffered', async () => {
    const { output, seen } = await stopAfter('python', 'import time\nprint("one")\ntime.sleep(60)\nprint("two")', 'one');
    expect(seen).toContain('one');
    expect(output.output).not.toContain('two');
  });

  test('keeps text that is not ASCII', async () => {
    expect((await python('print("ё😀")')).output).toBe('ё😀\n');
  });

  test('that fails gives its exit code and a traceback with its own lines', async () => {
    const { exitCode, output } = await python('x = 1\n\nraise SystemExit(3) if x > 1 else ValueError("ё")', {
      name: '02-module/lesson/consumer',
    });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/consumer\.py", line 3/u);
    expect(output).toContain('ValueError: ё');
    expect((await python('raise SystemExit(3)')).exitCode).toBe(3);
  });

  test('is stopped as by Ctrl+C, so that it can close its consumer', async () => {
    const { output } = await stopAfter(
      'python',
      'import time\ntry:\n  print("on")\n  time.sleep(60)\nexcept KeyboardInterrupt:\n  print("closed")',
      'on\n',
    );
    expect(output).toMatchObject({ kind: 'process', exitCode: 0, output: 'on\nclosed\n' });
  });

  test('that ignores it is killed, its children too', async () => {
    const code = `import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)"])
print(os.getpid(), child.pid, "ready")
time.sleep(60)`;
    const { output, seen } = await stopAfter('python', code, 'ready');
    expect(output.exitCode).toBeNull();
    const [parent, child] = seen.split(' ').map(Number);
    await vi.waitFor(() => {
      expect([parent, child].map((pid) => isRunning(pid ?? 0))).toEqual([false, false]);
    }, 10_000);
  });

  test('before the beginning is not started', async () => {
    await expect(python('print(1)', { signal: AbortSignal.abort() })).rejects.toSatisfy(isAbort);
  });

  test('that prints without end fills neither memory nor page', async () => {
    let handed = 0;
    const { output } = await python('for n in range(400000): print("line", n)', { onOutput: (piece) => (handed += piece.length) });
    expect(output.length).toBeLessThan(1024 * 1024 + 3);
    expect(output.endsWith('line 399999\n')).toBe(true);
    expect(handed).toBeLessThanOrEqual(400_000 * 12);
  });

  test('may run beside another', async () => {
    const controller = new AbortController();
    const consumer = python('import time\ntime.sleep(60)', { signal: controller.signal });
    expect((await python('print("beside")')).output).toBe('beside\n');
    controller.abort();
    await consumer;
  });

  test('leaves no script file behind', async () => {
    expect(await readdir(path.join(drivers.home, 'scripts'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('ends with the editor, even when that is killed', async () => {
    const interpreter = path.join(drivers.home, 'python', 'bin', 'python');
    const script = path.join(drivers.home, 'orphan.py');
    await writeFile(script, 'import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)\n');
    // A stand-in for the editor: it starts the script as the runner does, and is killed.
    const editor = spawn(process.execPath, [
      '-e',
      `const c = require('child_process').spawn(${JSON.stringify(interpreter)}, [${JSON.stringify(script)}], { detached: true, stdio: ['ignore', 'inherit', 'ignore', 'pipe'], env: { ...process.env, DEBEZIUM_LAB_LIFELINE: '1' } }); setInterval(() => {}, 1000)`,
    ]);
    const [line] = (await once(editor.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isRunning(pid)).toBe(true);
    editor.kill('SIGKILL');
    await vi.waitFor(() => {
      expect(isRunning(pid)).toBe(false);
    }, 10_000);
  });
});

describe('a bash snippet', () => {
  test('knows the lab, and its commands come first', async () => {
    await mkdir(path.join(drivers.home, 'bin'), { recursive: true });
    const command = path.join(drivers.home, 'bin', 'debezium-lab');
    await writeFile(command, '#!/bin/sh\necho "lab $1 at $PGPORT"\n');
    await chmod(command, 0o755);
    expect((await bash('debezium-lab status')).output).toBe(`lab status at ${String(databaseOf('postgres').port)}\n`);
  });

  test('reaches PostgreSQL with psql as it is', async () => {
    expect((await bash('psql -X -A -t -c "select current_database()"')).output).toBe(`${databaseOf('postgres').database}\n`);
  });

  test('gives both outputs and the exit code', async () => {
    expect(await bash('echo out; echo err >&2; exit 7')).toEqual({ kind: 'process', exitCode: 7, output: 'out\nerr\n' });
  });

  test('with Windows line ends runs', async () => {
    expect((await bash('if true; then\r\n  echo yes\r\nfi\r\n')).output).toBe('yes\n');
  });

  test('is stopped with what it started', async () => {
    const { seen } = await stopAfter('bash', 'sleep 61 & echo $! ready; wait', 'ready');
    const pid = Number(seen.split(' ')[0]);
    await vi.waitFor(() => {
      expect(isRunning(pid)).toBe(false);
    }, 10_000);
  });

  test('is the system’s bash', () => {
    expect(execFileSync('bash', ['--version']).toString()).toContain('bash');
  });
});
