import { expect, it } from 'vitest';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { permissionKey } from '../../../src/core/sharing/permission';

const DATABASE = { host: 'db', port: 5432, internal: { host: 'db', port: 5432 }, user: 'u', password: 'hidden', database: 'd' };
const LAB: Endpoints = {
  kafka: { bootstrap: 'k:9093', internalBootstrap: 'k:9093' },
  connect: { url: 'https://c', login: { user: 'u', password: 'hidden' } },
  postgres: DATABASE,
  sharing: { cluster: 'class', writable: false, prefix: '' },
};

it('counts for one cluster, whatever another one is called', () => {
  const others: readonly Endpoints[] = [
    { ...LAB, kafka: { ...LAB.kafka, bootstrap: 'other:9093' } },
    { ...LAB, connect: { url: 'https://other' } },
    { ...LAB, postgres: { ...DATABASE, port: 5433 } },
    { ...LAB, mysql: DATABASE },
    { ...LAB, sharing: { cluster: 'other', writable: false, prefix: '' } },
  ];
  expect(new Set([LAB, ...others].map(permissionKey)).size).toBe(others.length + 1);
});

it('outlives the switch and another password, and holds none', () => {
  const key = permissionKey(LAB);
  expect(
    permissionKey({ ...LAB, postgres: { ...DATABASE, password: 'x' }, sharing: { cluster: 'class', writable: true, prefix: '' } }),
  ).toBe(key);
  expect(key).not.toContain('hidden');
});

it('is not needed where nobody else works', () => {
  expect(permissionKey({ ...LAB, sharing: undefined })).toBeNull();
});
