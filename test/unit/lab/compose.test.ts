import { describe, expect, it } from 'vitest';
import { english } from '../../../src/core/message';
import { saidOf, takenPort } from '../../../src/lab/compose/composeProblem';
import { parseContainers, parseMemory, tagOf } from '../../../src/lab/compose/containers';
import { failure, stateOf } from '../../../src/lab/compose/composeView';
import { dockerEnvironment } from '../../../src/lab/compose/docker';
import { compareVersions } from '../../../src/lab/compose/engine';
import { pullProgress } from '../../../src/lab/compose/pullProgress';
import { chosenRuntime } from '../../../src/lab/runtimeChoice';

const POSTGRES = { Name: 'debezium-lab-0123456789ab-postgres-1', Service: 'postgres', State: 'running', Health: 'healthy', ExitCode: 0 };

describe('the list of containers', () => {
  const expected = [
    { name: POSTGRES.Name, service: 'postgres', state: 'running', health: 'healthy', exitCode: 0, image: 'postgres:17.10' },
    { name: 'k', service: 'kafka', state: 'exited', health: '', exitCode: 137, image: '' },
  ];
  const objects = [
    { ...POSTGRES, Image: 'postgres:17.10' },
    { Name: 'k', Service: 'kafka', State: 'exited', ExitCode: 137 },
  ];

  it('is read as an array, as Compose printed it until 2.20', () => {
    expect(parseContainers(JSON.stringify(objects))).toEqual(expected);
    expect(parseContainers('[]')).toEqual([]);
  });

  it('is read as lines, as it does since, without what is not ours', () => {
    const lines = [...objects, { Name: 'x', Service: 'redis', State: 'running' }].map((object) => JSON.stringify(object));
    expect(parseContainers(`${lines.join('\n')}\nWARN[0000] something\n`)).toEqual(expected);
    expect(parseContainers('')).toEqual([]);
  });

  it.each([
    ['running', 'healthy', 0, 'running'],
    ['running', 'starting', 0, 'starting'],
    ['running', 'unhealthy', 0, 'failed'],
    ['created', '', 0, 'starting'],
    ['exited', '', 0, 'stopped'],
    ['exited', '', 143, 'stopped'],
    ['exited', '', 137, 'failed'],
    ['dead', '', 0, 'failed'],
    ['paused', '', 0, 'stopped'],
  ])('%s %s %i counts as %s', (state, health, exitCode, expectedState) => {
    expect(stateOf({ name: 'n', service: 'connect', state, health, exitCode, image: '' })).toBe(expectedState);
  });

  it('tells the end by the kernel from a kill', () => {
    const dead = { name: 'n', service: 'connect', state: 'exited', health: '', exitCode: 137, image: '' } as const;
    expect(english(failure(dead, { outOfMemory: true }))).toContain('beyond its memory limit');
    expect(english(failure(dead, { outOfMemory: false }))).toContain('something ended it from outside');
  });

  it('has versions in the tags of images', () => {
    expect(tagOf('quay.io/debezium/connect:3.6.1.Final')).toBe('3.6.1.Final');
    expect(tagOf('prom/prometheus:v3.13.3')).toBe('3.13.3');
    expect(tagOf('mysql:8.4.11@sha256:b3b90af2a6')).toBe('8.4.11');
    expect(tagOf('localhost:5000/postgres')).toBeNull();
  });

  it('has memory as docker stats writes it', () => {
    const lines = [
      { Name: 'a', MemUsage: '25.3MiB / 384MiB' },
      { Name: 'b', MemUsage: '1.2GiB / 2GiB' },
      { Name: 'c', MemUsage: '--' },
    ];
    expect([...parseMemory(lines.map((line) => JSON.stringify(line)).join('\n'))]).toEqual([
      ['a', 25],
      ['b', 1229],
    ]);
  });
});

function told(lines: readonly string[]): readonly string[] {
  const messages: string[] = [];
  const onLine = pullProgress(({ message }) => messages.push(english(message)));
  lines.forEach(onLine);
  return messages;
}

describe('progress of a download', () => {
  it('is read from plain lines', () => {
    expect(
      told([
        ' postgres Pulling ',
        ' 3e731ddb7fc9 Downloading [>        ]  1.2MB/29.1MB',
        ' 3e731ddb7fc9 Downloading [==>      ]  1.4MB/29.1MB',
        ' 3e731ddb7fc9 Downloading [====>    ]  15.1MB/29.1MB',
        ' 3e731ddb7fc9 Pull complete ',
      ]),
    ).toEqual(['Downloading images: 1 of 29 MB…', 'Downloading images: 15 of 29 MB…', 'Downloading images: 29 of 29 MB…']);
  });

  it('is read from JSON, with sizes as text (2.29) and as numbers', () => {
    expect(told(['{"id":"a480","text":"Downloading","status":"[=> ] 12MB/90MB"}'])).toEqual(['Downloading images: 12 of 90 MB…']);
    expect(told(['{"id":"a480","status":"Working","text":"Downloading","current":12000000,"total":90000000}'])).toEqual([
      'Downloading images: 12 of 90 MB…',
    ]);
  });

  it('names the steps of a build', () => {
    expect(told(['#5 [connect 1/2] FROM quay.io/debezium/connect:3.6.1.Final', '#6 [connect 2/2] RUN curl --fail'])).toEqual([
      'Building the image for metrics: 1/2',
      'Building the image for metrics: 2/2',
    ]);
  });

  it('is silent about everything else', () => {
    expect(told(['', 'WARN[0000] x', '{"id":"postgres","text":"Pulling"}', 'null', '[1]'])).toEqual([]);
  });
});

describe('what Compose says when it fails', () => {
  it.each([
    ['Bind for 127.0.0.1:9092 failed: port is already allocated', 9092],
    ['failed to bind host port 127.0.0.1:5433/tcp: address already in use', 5433],
    ['failed to bind host port for 127.0.0.1:5433:172.18.0.2:5432/tcp: address already in use', 5433],
    ['listen tcp4 127.0.0.1:8083: bind: address already in use', 8083],
    [
      'Ports are not available: exposing port TCP 127.0.0.1:3307 -> 127.0.0.1:0: listen tcp 127.0.0.1:3307: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
      3307,
    ],
    ['container debezium-lab-0123456789ab-connect-1 is unhealthy', null],
  ])('%s', (said, port) => {
    expect(takenPort(said)).toBe(port);
  });

  it('is found among progress', () => {
    const progress = '{"id":"Image y","status":"Working","text":"Pulling"}\n{"id":"Image x","status":"Error","text":"denied"}\nplain\n';
    expect(saidOf({ code: 1, stdout: '', stderr: progress })).toBe('plain\nImage x denied');
    const whole = '{"error":true,"message":"Error response from daemon: denied"}\n';
    expect(saidOf({ code: 1, stdout: '', stderr: progress + whole })).toBe('plain\nError response from daemon: denied');
  });
});

describe('small choices', () => {
  it('keeps the user’s variables for other projects away, and Docker’s own in place', () => {
    const env = { COMPOSE_FILE: 'mine.yaml', DEBEZIUM_LAB_KAFKA_PORT: '1', DOCKER_HOST: 'tcp://x', PATH: '/bin' };
    expect(dockerEnvironment(env)).toEqual({ DOCKER_HOST: 'tcp://x', PATH: '/bin', COMPOSE_ANSI: 'never' });
  });

  it('compares versions by their numbers', () => {
    expect(compareVersions('2.9.0', '2.22')).toBeLessThan(0);
    expect(compareVersions('2.22.0', '2.22')).toBe(0);
    expect(compareVersions('5.0.1', '2.29')).toBeGreaterThan(0);
  });

  it('takes the runtime of the environment before that of the settings', () => {
    expect(chosenRuntime({ DEBEZIUM_LAB_RUNTIME: 'local' }, 'compose')).toBe('local');
    expect(chosenRuntime({}, 'compose')).toBe('compose');
    expect(chosenRuntime({ DEBEZIUM_LAB_RUNTIME: 'podman' }, 'swarm')).toBe('auto');
  });
});
