import { parseJson, isRecord } from '../../core/events/json';
import type { LabStatus } from '../../core/lab/lab';
import type { Drivers } from '../../drivers/index';

/** The version of Debezium's source connectors, as the Connect worker lists them. */
async function debezium({ connect }: Pick<Drivers, 'connect'>, signal: AbortSignal): Promise<string> {
  const { text } = await connect.send({ method: 'GET', path: '/connector-plugins' }, signal);
  const plugins = parseJson(text);
  const versions = (Array.isArray(plugins) ? plugins : []).flatMap((plugin: unknown) =>
    isRecord(plugin) && String(plugin['class']).startsWith('io.debezium.') ? [String(plugin['version'])] : [],
  );
  return [...new Set(versions)].join(' and ');
}

/** What the systems of a running lab say of themselves: names and versions, in the order a page shows them. */
export async function askVersions(
  { services }: LabStatus,
  drivers: Pick<Drivers, 'connect' | 'probes'>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const runs = new Set(services.map(({ name }) => name));
  const ask = async (target: 'postgres' | 'mysql', sql: string): Promise<string> => {
    const [row] = await drivers.probes.query(target, sql, signal);
    return row?.[0]?.split(' ', 1)[0] ?? '';
  };
  return {
    Debezium: await debezium(drivers, signal),
    ...(runs.has('postgres') ? { PostgreSQL: await ask('postgres', 'SHOW server_version') } : {}),
    ...(runs.has('mysql') ? { MySQL: await ask('mysql', 'SELECT VERSION()') } : {}),
    Kafka: services.find(({ name }) => name === 'kafka')?.version ?? '',
  };
}
