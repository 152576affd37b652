import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isUserError, type Problem } from '../../src/core/errors';
import type { LabStatus } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { hasComposeState, readComposeState } from '../../src/lab/compose/composeState';
import { occupy } from '../support/occupy';
import { engineRules, openComposeLab, psLines, type ComposeTestLab, type DockerRule } from '../support/dockerScenario';
import { eventually } from '../support/testLab';

const CONNECT_IMAGE = 'quay.io/debezium/connect:3.6.1.Final';
const RUNNING = psLines([
  { service: 'postgres' },
  { service: 'kafka', image: CONNECT_IMAGE },
  { service: 'connect', image: CONNECT_IMAGE },
]);

/** The end of what Compose prints when a start succeeds. */
const STARTED = ['kafka', 'connect', 'postgres', 'kafka']
  .map((service) => `{"id":"Container debezium-lab-0123456789ab-${service}-1","status":"Done","text":"Healthy"}\n`)
  .join('');

const START: readonly DockerRule[] = [
  ...engineRules(),
  { call: ' ps --all', after: ' up --detach', stdout: RUNNING },
  { call: ' ps --all', stdout: '' },
  { call: ' up --detach', stderr: STARTED },
];

/** A line of progress, as Compose 5 prints it. */
function downloading(layer: string, current: number, total: number): string {
  const event = { id: layer, parent_id: `Image ${CONNECT_IMAGE}`, status: 'Working', text: 'Downloading', details: '20MB', current, total };
  return `${JSON.stringify(event)}\n`;
}

let open: ComposeTestLab[] = [];

afterEach(async () => {
  for (const lab of open) await lab.dispose();
  open = [];
});

async function labWith(rules: readonly DockerRule[], runtime: 'compose' | 'auto' = 'compose'): Promise<ComposeTestLab> {
  const lab = await openComposeLab(rules, runtime);
  open.push(lab);
  return lab;
}

async function problemOf(task: Promise<unknown>): Promise<Problem> {
  const error: unknown = await task.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isUserError(error)) throw new Error(`no problem for the user, but ${String(error)}`);
  return error.problem;
}

function text({ what, why, fix }: Problem): string {
  return [what, why, fix].flatMap((part) => (part ? [english(part)] : [])).join('\n');
}

describe.skipIf(process.platform === 'win32')('the lab in containers, with a stand-in for docker', () => {
  it('starts a profile: fetches, starts and waits, and tells the ports and the versions', async () => {
    const { lab, call, calls, progress, paths } = await labWith(START);
    const status = await lab.up('postgres', call());
    expect(status).toMatchObject({ runtime: 'compose', profile: 'postgres' });
    expect(status.services.map(({ name, state, version }) => [name, state, version])).toEqual([
      ['postgres', 'running', '17.10'],
      ['kafka', 'running', '3.6.1.Final'],
      ['connect', 'running', '3.6.1.Final'],
    ]);
    const made = await calls();
    // Both are asked at once.
    expect(made.slice(0, 2).sort()).toEqual(['compose version --format json', 'version --format {{json .Server}}']);
    expect(made.slice(2)).toEqual([
      '--progress json pull --policy missing --ignore-buildable postgres kafka connect',
      'ps --all --format json',
      '--progress json up --detach --wait --wait-timeout 300 --no-build --pull never postgres kafka connect',
      'ps --all --format json',
      expect.stringMatching(/^stats --no-stream/u),
    ]);
    expect(progress).toEqual(expect.arrayContaining(['PostgreSQL is ready.', 'Kafka is ready.', 'Kafka Connect is ready.']));
    const { ports } = readComposeState(paths);
    const env = await readFile(path.join(paths.conf, 'compose/compose.env'), 'utf8');
    expect(env).toContain(`DEBEZIUM_LAB_POSTGRES_PORT='${String(ports.postgres)}'`);
    expect(env).toContain(`DEBEZIUM_LAB_FILES='${path.join(paths.conf, 'compose')}'`);
  });

  it('writes the configuration files of the local lab with the addresses of containers', async () => {
    const { lab, call, paths } = await labWith(START);
    await lab.up('postgres', call());
    const { ports } = readComposeState(paths);
    const file = (name: string): Promise<string> => readFile(path.join(paths.conf, 'compose', name), 'utf8');
    const kafka = String(ports.kafka);
    expect(await file('kafka.properties')).toContain(`advertised.listeners=PLAINTEXT://127.0.0.1:${kafka},INTERNAL://kafka:29092\n`);
    expect(await file('connect.properties')).toContain('bootstrap.servers=kafka:29092\n');
    expect(await file('connect.properties')).toContain('listeners=http://0.0.0.0:8083\n');
    expect(await file('mysql-replica.cnf')).toMatch(/^server-id=2$/mu);
    expect(await file('mysql-replica.sql')).toContain("SOURCE_HOST = 'mysql'");
    for (const name of ['kafka.properties', 'connect.properties', 'mysql.cnf', 'mysql-replica.cnf', 'mysql-replica.sql']) {
      expect((await file(name)).replaceAll(/^#.*$/gmu, '')).not.toContain('${');
    }
  });

  it('lets the users of the containers read them, whatever this user’s umask is', async () => {
    const { lab, call, paths } = await labWith(START);
    const before = process.umask(0o077);
    try {
      await lab.up('postgres', call());
    } finally {
      process.umask(before);
    }
    const mode = async (name: string): Promise<number> => (await stat(path.join(paths.conf, 'compose', name))).mode & 0o777;
    expect(await mode('.')).toBe(0o755);
    for (const name of ['kafka.properties', 'connect.properties', 'mysql.cnf', 'log4j2.properties']) expect(await mode(name)).toBe(0o644);
  });

  it('gives connectors the addresses inside the network, and everybody else those outside', async () => {
    const { lab, call, paths } = await labWith(START);
    expect(await lab.endpoints()).toBeNull();
    await lab.up('postgres', call());
    const { ports } = readComposeState(paths);
    expect(await lab.endpoints()).toMatchObject({
      kafka: { bootstrap: `127.0.0.1:${String(ports.kafka)}`, internalBootstrap: 'kafka:29092' },
      connect: { url: `http://127.0.0.1:${String(ports.connect)}` },
      postgres: { host: '127.0.0.1', port: ports.postgres, internal: { host: 'postgres', port: 5432 } },
    });
  });

  it('takes another port for one that is taken, by itself or by what Docker finds', async () => {
    const refused =
      '{"error":true,"message":"Error response from daemon: failed to set up container networking: driver failed programming external ' +
      'connectivity on endpoint debezium-lab-0123456789ab-kafka-1 (0123456789abcdef): Bind for 127.0.0.1:9092 failed: port is already allocated"}\n';
    const { lab, call, paths, progress } = await labWith([{ call: ' up --detach', times: 1, stderr: refused, code: 1 }, ...START]);
    const holder = await occupy(5433);
    try {
      await lab.up('postgres', call());
    } finally {
      holder.close();
    }
    const { ports } = readComposeState(paths);
    expect(ports.postgres).not.toBe(5433);
    expect(ports.kafka).not.toBe(9092);
    expect(progress.join('\n')).toMatch(/Port 5433 is taken by .*; port \d+ is used instead\./u);
  });

  it('shows how far a download is', async () => {
    const pulled =
      `{"id":"Image ${CONNECT_IMAGE}","status":"Done","text":"Skipped","details":"Image can be built"}\n` +
      `{"id":"Image ${CONNECT_IMAGE}","status":"Working","text":"Pulling"}\n` +
      `{"id":"a480a496ba95","parent_id":"Image ${CONNECT_IMAGE}","status":"Working","text":"Pulling fs layer","details":"0B"}\n` +
      downloading('a480a496ba95', 20_000_000, 90_000_000) +
      downloading('f2d7c1a0b3c4', 10_000_000, 60_000_000) +
      `{"id":"a480a496ba95","parent_id":"Image ${CONNECT_IMAGE}","status":"Done","text":"Download complete","details":"0B","percent":100}\n` +
      `{"id":"Image ${CONNECT_IMAGE}","status":"Done","text":"Pulled"}\n`;
    const { lab, call, progress } = await labWith([{ call: ' pull ', stderr: pulled }, ...START]);
    await lab.prepare('postgres', call());
    expect(progress).toEqual([
      'Downloading images: 20 of 90 MB…',
      'Downloading images: 30 of 150 MB…',
      'Downloading images: 100 of 150 MB…',
    ]);
    expect(await lab.status()).toMatchObject({ profile: null });
  });

  it('stops a download when it is cancelled', async () => {
    const { lab, call, calls } = await labWith([{ call: ' pull ', hangs: true }, ...START]);
    const abort = new AbortController();
    const up = lab.up('postgres', call(abort.signal));
    await eventually(async () => (await calls()).some((line) => line.includes(' pull ')));
    abort.abort(new DOMException('Cancelled', 'AbortError'));
    await expect(up).rejects.toThrow('Cancelled');
    expect((await calls()).some((line) => line.includes(' up '))).toBe(false);
  });

  it('stops, keeps the data, and removes it only when told to', async () => {
    const { lab, call, calls, paths } = await labWith([{ call: ' down ' }, ...START]);
    await lab.up('postgres', call());
    await lab.down(call());
    expect((await calls()).at(-1)).toBe('down --remove-orphans');
    expect(await lab.status()).toMatchObject({ profile: null });
    await lab.down(call(), { deleteData: true });
    expect((await calls()).at(-1)).toBe('down --remove-orphans --volumes');
    expect(hasComposeState(paths)).toBe(false);
  });

  it('stops what may still run when its files are gone', async () => {
    const { lab, call, calls, paths } = await labWith([{ call: ' down ' }, ...START]);
    await lab.down(call());
    expect(await calls()).toEqual(['down --remove-orphans']);
    expect(await readFile(path.join(paths.conf, 'compose/compose.env'), 'utf8')).toContain('DEBEZIUM_LAB_KAFKA_PORT=');
  });

  it('takes a Compose that was built from its sources, and tells no version, for one that is new enough', async () => {
    const { lab, call, calls } = await labWith([{ call: '^compose version', stdout: '{"version":"dev"}\n' }, ...START]);
    await lab.up('postgres', call());
    expect((await calls()).some((line) => line.startsWith('--progress plain up --detach'))).toBe(true);
  });

  it('resets: throws the volumes away and starts the same profile', async () => {
    const { lab, call, calls } = await labWith([{ call: ' down ' }, ...START]);
    await lab.up('postgres', call());
    const before = (await calls()).length;
    expect(await lab.reset(call())).toMatchObject({ profile: 'postgres' });
    const words = (await calls()).slice(before).map((line) => /\b(?:down .*volumes|pull|up)\b/u.exec(line)?.[0]);
    expect(words.filter((word) => word !== undefined)).toEqual(['down --remove-orphans --volumes', 'pull', 'up']);
  });

  it('kills a container as a crash would, and shows why it is down', async () => {
    const crashed = psLines([
      { service: 'postgres' },
      { service: 'kafka', image: CONNECT_IMAGE },
      { service: 'connect', image: CONNECT_IMAGE, state: 'exited', exitCode: 137 },
    ]);
    const { lab, call, calls } = await labWith([
      { call: ' ps --all', after: ' kill ', stdout: crashed },
      { call: '^inspect', stdout: '{"Status":"exited","OOMKilled":false,"ExitCode":137}\n' },
      { call: '^logs --tail', stdout: 'INFO Kafka Connect started\n' },
      { call: ' kill --signal SIGKILL connect$' },
      ...START,
    ]);
    await lab.up('postgres', call());
    const seen: LabStatus[] = [];
    const watch = lab.watch((status) => seen.push(status));
    try {
      await lab.kill('connect', call());
      await eventually(() => seen.at(-1)?.services.at(-1)?.state === 'failed');
    } finally {
      watch.dispose();
    }
    expect(await calls()).toContain('kill --signal SIGKILL connect');
    const connect = seen.at(-1)?.services.at(-1);
    expect(connect?.logTail).toEqual(['INFO Kafka Connect started']);
    expect(connect?.reason && english(connect.reason)).toContain('SIGKILL, exit code 137');
  });

  it('shows that the engine went away, and the lab as it is once it answers again', async () => {
    const { lab, call, play } = await labWith(START);
    await lab.up('postgres', call());
    const states: string[] = [];
    const watch = lab.watch(({ services }) => states.push(services.map(({ state }) => state).join(' ')));
    try {
      await eventually(() => states.at(-1) === 'running running running');
      await play([{ call: '', stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n', code: 1 }]);
      await eventually(() => states.at(-1) === 'stopped stopped stopped');
      await play(START);
      await eventually(() => states.at(-1) === 'running running running');
    } finally {
      watch.dispose();
    }
  });

  it('stops what another profile had started', async () => {
    const mysql = psLines([
      { service: 'mysql', image: 'mysql:8.4.11' },
      { service: 'kafka', image: CONNECT_IMAGE },
    ]);
    const { lab, call, calls } = await labWith([
      { call: ' stop ' },
      { call: ' ps --all', after: ' up ', stdout: RUNNING },
      { call: ' ps ', stdout: mysql },
      ...START,
    ]);
    await lab.up('postgres', call());
    expect(await calls()).toContain('stop mysql');
  });

  it('names a tool inside the broker’s container by the same words', async () => {
    const { lab, call } = await labWith(START);
    expect(text(await problemOf(lab.tool('kafka-topics', call())))).toContain('needs a lab that runs');
    await lab.up('postgres', call());
    const { command, args } = await lab.tool('kafka-topics', call());
    expect(command).toBe('docker');
    expect(args.slice(args.indexOf('exec')).join(' ')).toMatch(/^exec --no-TTY kafka java .* org\.apache\.kafka\.tools\.TopicCommand$/u);
  });
});

describe.skipIf(process.platform === 'win32')('what goes wrong with Docker', () => {
  const cases: readonly (readonly [string, readonly DockerRule[], RegExp])[] = [
    [
      'an engine that does not run (client 28)',
      [
        {
          call: '^version',
          stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
          code: 1,
        },
      ],
      /engine does not answer[\s\S]*systemctl start docker/u,
    ],
    [
      'an engine that does not run (client 29, and Compose 5 beside an older client)',
      [
        {
          call: '^version',
          stderr:
            'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: ' +
            'dial unix /var/run/docker.sock: connect: no such file or directory\n',
          code: 1,
        },
      ],
      /engine does not answer/u,
    ],
    [
      'a user who may not',
      [
        {
          call: '^version',
          stderr:
            'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: ' +
            'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": dial unix /var/run/docker.sock: connect: permission denied\n',
          code: 1,
        },
      ],
      /may not use it[\s\S]*usermod -aG docker/u,
    ],
    [
      'a user who may not (client 29)',
      [
        {
          call: '^version',
          stderr: 'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock\n',
          code: 1,
        },
      ],
      /may not use it/u,
    ],
    [
      'no plugin (client 28)',
      [
        {
          call: '^compose version',
          stderr: "docker: unknown command: docker compose\n\nRun 'docker --help' for more information\n",
          code: 1,
        },
      ],
      /Compose plugin is not[\s\S]*docker-compose-plugin/u,
    ],
    [
      'no plugin (client 20)',
      [{ call: '^compose version', stderr: "docker: 'compose' is not a docker command.\nSee 'docker --help'\n", code: 1 }],
      /Compose plugin is not/u,
    ],
    [
      'an old plugin',
      [{ call: '^compose version', stdout: '{"version":"v2.12.2"}\n' }],
      /Compose 2\.12\.2 is too old: the lab needs 2\.22/u,
    ],
    [
      'an image that the registry lacks',
      [
        {
          call: ' pull ',
          stderr:
            '{"id":"Image postgres:17.10","status":"Error","text":"Error","details":"manifest for postgres:17.10 not found: manifest unknown: manifest unknown"}\n' +
            '{"error":true,"message":"Error response from daemon: manifest for postgres:17.10 not found: manifest unknown: manifest unknown"}\n',
          code: 1,
        },
      ],
      /could not be downloaded[\s\S]*manifest unknown[\s\S]*no such image/u,
    ],
    [
      'no network',
      [
        {
          call: ' pull ',
          stderr:
            '{"error":true,"message":"Error response from daemon: Get \\"https://registry-1.docker.io/v2/\\": ' +
            'dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: no such host"}\n',
          code: 1,
        },
      ],
      /could not be downloaded[\s\S]*no such host[\s\S]*Check the network/u,
    ],
    [
      'a rate limit',
      [
        {
          call: ' pull ',
          stderr:
            '{"error":true,"message":"Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit."}\n',
          code: 1,
        },
      ],
      /docker login/u,
    ],
    [
      'a full disk',
      [
        {
          call: ' pull ',
          stderr: '{"error":true,"message":"failed to register layer: write /usr/lib/x: no space left on device"}\n',
          code: 1,
        },
      ],
      /disk is full/u,
    ],
  ];

  it.each(cases)('%s', async (_name, rules, expected) => {
    const { lab, call } = await labWith([...rules, ...START]);
    expect(text(await problemOf(lab.up('postgres', call())))).toMatch(expected);
    expect((await lab.preflight('postgres', call())).some(({ id }) => id === 'docker')).toBe(true);
  });

  it('a container that the kernel ended for its memory', async () => {
    const ended = psLines([{ service: 'connect', image: CONNECT_IMAGE, state: 'exited', exitCode: 137 }]);
    const { lab, call } = await labWith([
      { call: ' up ', stderr: '{"error":true,"message":"container debezium-lab-0123456789ab-connect-1 exited (137)"}\n', code: 1 },
      { call: ' ps --all', after: ' up ', stdout: ended },
      { call: '^inspect', stdout: '{"Status":"exited","OOMKilled":true,"ExitCode":137}\n' },
      { call: '^logs --tail', stderr: 'java.lang.OutOfMemoryError\n' },
      ...START,
    ]);
    const said = text(await problemOf(lab.up('postgres', call())));
    expect(said).toContain('Kafka Connect did not start.');
    expect(said).toContain('beyond its memory limit');
    expect(said).toContain('its data is kept');
  });

  it('a container that ends with an error, with the end of its log', async () => {
    const ended = psLines([{ service: 'postgres', state: 'exited', exitCode: 1 }]);
    const { lab, call } = await labWith([
      { call: ' up ', stderr: '{"error":true,"message":"container debezium-lab-0123456789ab-postgres-1 exited (1)"}\n', code: 1 },
      { call: ' ps --all', after: ' up ', stdout: ended },
      { call: '^inspect', stdout: '{"Status":"exited","OOMKilled":false,"ExitCode":1}\n' },
      { call: '^logs --tail', stderr: 'FATAL:  database files are incompatible with server\n' },
      ...START,
    ]);
    expect(text(await problemOf(lab.up('postgres', call())))).toMatch(/exit code 1[\s\S]*database files are incompatible/u);
  });

  it('something else, while a container that was killed before still lies there', async () => {
    const killed = psLines([{ service: 'connect', image: CONNECT_IMAGE, state: 'exited', exitCode: 137 }]);
    const { lab, call } = await labWith([
      { call: ' up ', stderr: '{"error":true,"message":"Error response from daemon: No such image: postgres:17.10"}\n', code: 1 },
      { call: ' ps --all', stdout: killed },
      ...START,
    ]);
    expect(text(await problemOf(lab.up('postgres', call())))).toMatch(/No such image: postgres:17\.10[\s\S]*downloads what is missing/u);
  });

  it('no docker program at all', async () => {
    const { lab, call, paths } = await labWith(START);
    const before = process.env['PATH'];
    process.env['PATH'] = path.join(paths.conf, 'nowhere');
    try {
      expect(text(await problemOf(lab.up('postgres', call())))).toMatch(/“docker” command was not found[\s\S]*runtime to “local”/u);
    } finally {
      process.env['PATH'] = before;
    }
  });
});

describe.skipIf(process.platform === 'win32')('the runtime that is chosen when nobody says which', () => {
  it('is containers where an engine answers', async () => {
    const { lab, call } = await labWith(START, 'auto');
    expect(await lab.status()).toMatchObject({ runtime: 'compose', profile: null });
    await lab.up('postgres', call());
    expect(lab.runtime).toBe('compose');
  });

  it('is processes where none does, with nothing asked of the user', async () => {
    const { lab } = await labWith(
      [{ call: 'version', stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n', code: 1 }],
      'auto',
    );
    expect(await lab.status()).toMatchObject({ runtime: 'local', profile: null });
  });

  it('throws away what the lab in containers left, though no engine was asked for since', async () => {
    const { lab, call, calls } = await labWith([{ call: ' down ' }, ...START], 'auto');
    await lab.down(call(), { deleteData: true });
    expect((await calls()).filter((line) => line.startsWith('down'))).toEqual([]);
    await lab.up('postgres', call());
    await lab.down(call());
    await lab.down(call(), { deleteData: true });
    expect((await calls()).filter((line) => line.startsWith('down'))).toEqual(['down --remove-orphans', 'down --remove-orphans --volumes']);
  });

  it('stays that of the lab that runs, whatever the engine says later', async () => {
    const { lab, call, play } = await labWith(START, 'auto');
    await lab.up('postgres', call());
    await play([{ call: 'version', code: 1 }, ...START]);
    const seen: LabStatus[] = [];
    const watch = lab.watch((status) => seen.push(status));
    try {
      await eventually(() => seen.length > 0);
    } finally {
      watch.dispose();
    }
    expect(seen[0]).toMatchObject({ runtime: 'compose', profile: 'postgres' });
  });
});
