import { SERVICES, type ServiceName } from '../../core/lab/lab';
import { parseJson } from '../files/readable';
import { isFields, isOneOf, textOf, type Fields } from '../files/shape';

/** A container of the lab as `docker compose ps` lists it. */
export interface Container {
  /** For other commands of Docker, such as `debezium-lab-1a2b-postgres-1`. */
  readonly name: string;
  readonly service: ServiceName;
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly state: string;
  /** `starting`, `healthy`, `unhealthy`; empty without a health check. */
  readonly health: string;
  readonly exitCode: number;
  readonly image: string;
}

/**
 * What `docker compose ps --format json` printed: one array until Compose 2.20, one object a line since. What is no
 * container of a service of ours is left out.
 */
export function parseContainers(output: string): readonly Container[] {
  return jsonObjects(output).flatMap(container);
}

/** Objects of an array, or of lines. */
export function jsonObjects(output: string): readonly Fields[] {
  const whole = parseJson(output);
  const values: readonly unknown[] = Array.isArray(whole) ? whole : output.split('\n').map(parseJson);
  return values.filter(isFields);
}

function container({ Name, Service, State, Health, ExitCode, Image }: Fields): readonly Container[] {
  if (!isOneOf(SERVICES, Service) || typeof Name !== 'string' || typeof State !== 'string') return [];
  return [
    {
      name: Name,
      service: Service,
      state: State.toLowerCase(),
      health: textOf(Health).toLowerCase(),
      exitCode: typeof ExitCode === 'number' ? ExitCode : 0,
      image: textOf(Image),
    },
  ];
}

/** The version that a pinned image's tag names, such as `17.10` of `postgres:17.10`; null without a tag. */
export function tagOf(image: string): string | null {
  return /:v?(\d[^/@]*)(?:@.*)?$/u.exec(image)?.[1] ?? null;
}

/** MiB by container, as `docker stats --no-stream --format json` prints them: `"MemUsage": "25.3MiB / 384MiB"`. */
export function parseMemory(output: string): ReadonlyMap<string, number> {
  return new Map(
    jsonObjects(output).flatMap(({ Name, MemUsage }) => {
      const [, amount, unit] = /^([\d.]+)([KMG]?i?B)/u.exec(textOf(MemUsage)) ?? [];
      const mib = { B: 1 / 1024 / 1024, KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit ?? ''];
      return typeof Name === 'string' && mib !== undefined ? [[Name, Math.round(Number(amount) * mib)] as const] : [];
    }),
  );
}
