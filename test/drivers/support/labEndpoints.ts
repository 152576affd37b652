import { inject } from 'vitest';
import type { DatabaseEndpoint, Endpoints } from '../../../src/core/lab/endpoints';

/** Where the suite's lab is. */
export function labEndpoints(): Endpoints {
  return inject('endpoints');
}

/** One of its databases. */
export function databaseOf(name: 'postgres' | 'mysql' | 'mysqlReplica'): DatabaseEndpoint {
  const endpoint = labEndpoints()[name];
  if (!endpoint) throw new Error(`the suite's lab has no ${name}`);
  return endpoint;
}
