import type { Address, Endpoints } from '../lab/endpoints';

/**
 * What a permission to change a cluster is known by: all of its addresses and its name. The name alone is free text, and
 * the settings may give it to another cluster. Null where nobody else works.
 */
export function permissionKey({ kafka, connect, postgres, mysql, mysqlReplica, sharing }: Endpoints): string | null {
  if (!sharing) return null;
  const databases = [postgres, mysql, mysqlReplica].map((endpoint) => endpoint && addressOf(endpoint));
  return JSON.stringify([sharing.cluster, kafka.bootstrap, connect.url, ...databases]);
}

function addressOf({ host, port }: Address): readonly [string, number] {
  return [host, port];
}
