import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../src/core/log';
import type { Lab, LabCall } from '../../src/core/lab/lab';
import { english } from '../../src/core/message';
import { createLab } from '../../src/lab/index';
import { labPaths, type LabPaths } from '../../src/lab/labPaths';

/*
 * Where the words come from that the stand-in plays. No engine took part. The client 28.2.2 and Compose 5.5.0 were run with
 * the very commands of the lab against a server that gave the engine's answers; what they printed is what is played here,
 * with hashes and times shortened. The same client said the words for an engine that is not there, a socket that may not be
 * opened and a plugin that is missing. The engine's own sentences stand in moby/moby: `portallocator.go` and `endpoint.go`
 * in daemon/libnetwork, `download.go` in daemon/internal/distribution/xfer, client/request.go (client 29). Forms of older
 * versions are as docker/compose has them: pkg/progress/plain.go at v2.22.0, pkg/progress/json.go at v2.29.0 and v2.40.3.
 */

/** How the stand-in for `docker` answers calls that fit. */
export interface DockerRule {
  /** A pattern for the arguments, joined by blanks. */
  readonly call: string;
  readonly stdout?: string;
  readonly stderr?: string;
  /** The exit code; 0 by default. */
  readonly code?: number;
  /** Only once a call that fits this came before. */
  readonly after?: string;
  /** Only the first so many times. */
  readonly times?: number;
  readonly hangs?: true;
}

/** A lab in containers whose `docker` is a real program that plays a scenario. */
export interface ComposeTestLab {
  readonly lab: Lab;
  readonly paths: LabPaths;
  readonly progress: readonly string[];
  readonly call: (signal?: AbortSignal) => LabCall;
  /** The calls so far, without what every call of Compose begins with. */
  readonly calls: () => Promise<readonly string[]>;
  readonly play: (rules: readonly DockerRule[]) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The project, the file, the env file and the profiles, which are the same in each call. */
const PREFIX = /^compose --project-name debezium-lab-[0-9a-f]{12} --file \S+ --env-file \S+ (?:--profile \S+ )*/u;

export async function openComposeLab(rules: readonly DockerRule[], runtime: 'compose' | 'auto' = 'compose'): Promise<ComposeTestLab> {
  const home = await mkdtemp(path.join(tmpdir(), 'debezium-lab-compose-'));
  const bin = await mkdtemp(path.join(tmpdir(), 'debezium-lab-docker-'));
  const docker = path.join(bin, 'docker');
  await copyFile(path.join(ROOT, 'test/support/fakeDocker.mjs'), path.join(bin, 'fakeDocker.mjs'));
  await writeFile(docker, `#!/bin/sh\nexec '${process.execPath}' '${path.join(bin, 'fakeDocker.mjs')}' "$@"\n`);
  await chmod(docker, 0o755);
  const play = (present: readonly DockerRule[]): Promise<void> => writeFile(path.join(bin, 'scenario.json'), JSON.stringify(present));
  await play(rules);
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before ?? ''}`;
  const progress: string[] = [];
  return {
    lab: createLab({ home, log: silentLog, settings: { runtime }, guardPath: 'unused', assets: path.join(ROOT, 'labs') }),
    paths: labPaths(home),
    progress,
    call: (signal = AbortSignal.timeout(30_000)) => ({ signal, onProgress: ({ message }) => void progress.push(english(message)) }),
    calls: async () => {
      const text = await readFile(path.join(bin, 'calls.txt'), 'utf8').catch(() => '');
      return text
        .trim()
        .split('\n')
        .map((line) => line.replace(PREFIX, ''));
    },
    play,
    dispose: async () => {
      process.env['PATH'] = before;
      await Promise.all([home, bin].map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
    },
  };
}

/** An engine and a plugin that answer, with nothing running and every image there. */
export function engineRules(compose = '2.40.3'): readonly DockerRule[] {
  return [
    { call: '^version --format', stdout: '{"Platform":{"Name":"Docker Engine - Community"},"Version":"28.2.2","ApiVersion":"1.50"}\n' },
    { call: '^compose version --format json', stdout: `{"version":"v${compose}"}\n` },
    { call: '^info --format', stdout: '8232591360\n' },
    { call: ' pull --policy missing', stderr: '' },
    { call: '^stats --no-stream', stdout: '' },
  ];
}

export interface FakeContainer {
  readonly service: string;
  readonly image?: string;
  readonly state?: string;
  readonly health?: string;
  readonly exitCode?: number;
}

/** One line of `docker compose ps --format json` for each, with the fields that Compose prints. */
export function psLines(containers: readonly FakeContainer[]): string {
  return containers
    .map(({ service, image = 'postgres:17.10', state = 'running', health = 'healthy', exitCode = 0 }) =>
      JSON.stringify({
        Command: '"docker-entrypoint.s…"',
        CreatedAt: '2026-11-22 06:00:00 +0000 UTC',
        Engine: '',
        ExitCode: exitCode,
        Health: state === 'running' ? health : '',
        ID: '3f1c0a7d9e21',
        Image: image,
        Labels: 'com.docker.compose.oneoff=False',
        LocalVolumes: '0',
        Mounts: '',
        Name: `debezium-lab-0123456789ab-${service}-1`,
        Names: `debezium-lab-0123456789ab-${service}-1`,
        Networks: 'debezium-lab-0123456789ab_default',
        Ports: '',
        Project: 'debezium-lab-0123456789ab',
        Publishers: [],
        RunningFor: '2 minutes ago',
        Service: service,
        Size: '0B',
        State: state,
        Status: 'Up 2 minutes (healthy)',
      }),
    )
    .map((line) => `${line}\n`)
    .join('');
}
