import type { DatabaseEndpoint, Endpoints } from '../../../src/core/lab/endpoints';

/** Where the suite's lab is. */
export function labEndpoints(): Endpoints & { readonly postgres: DatabaseEndpoint } {
  const text = process.env['DEBEZIUM_LAB_TEST_ENDPOINTS'];
  if (text === undefined) throw new Error('no lab: DEBEZIUM_LAB_TEST_ENDPOINTS is not set');
  return JSON.parse(text) as Endpoints & { readonly postgres: DatabaseEndpoint };
}
