import { describe, expect, it } from 'vitest';
import { isUserError } from '../../../src/core/errors';
import type { Endpoints } from '../../../src/core/lab/endpoints';
import { prepare } from '../../../src/core/run/prepare';
import type { Target } from '../../../src/core/snippet/snippet';
import { allowWrite, onlyReads } from '../../../src/core/sharing/writes';

const shared = (writable: boolean): Endpoints => ({
  kafka: { bootstrap: 'k:9093', internalBootstrap: 'k:9093' },
  connect: { url: 'https://connect' },
  sharing: { cluster: 'class-7', writable, prefix: 'anna' },
});

describe('statements', () => {
  it.each([
    'SELECT 1',
    '  (select 1)',
    'with a as (select 1) select * from a',
    'SHOW REPLICA STATUS',
    'explain select 1',
    'TABLE orders',
    "SELECT 'drop table x'",
    'SELECT * FROM pg_replication_slots',
    "SELECT * FROM pg_logical_slot_peek_changes('a', NULL, NULL)",
    'SELECT * FROM pg_stat_replication',
    'SELECT * FROM pg_stat_replication_slots',
    "SELECT setting FROM pg_settings WHERE name = 'wal_level'",
    'SELECT * FROM pg_replication_origin_status',
    'SELECT pg_current_wal_lsn(), pg_backend_pid()',
    'BEGIN',
    'START TRANSACTION READ ONLY',
    'COMMIT',
    'SELECT updated_at FROM orders',
  ])('%s only reads', (statement) => {
    expect(onlyReads(statement)).toBe(true);
  });

  it.each([
    'INSERT INTO t VALUES (1)',
    'DROP TABLE t',
    'SET default_transaction_read_only = off',
    'BEGIN READ WRITE',
    'START TRANSACTION READ  WRITE',
    "SELECT pg_drop_replication_slot('a')",
    "select pg_create_logical_replication_slot ('a', 'pgoutput')",
    "SELECT * FROM pg_logical_slot_get_changes('a', NULL, NULL)",
    "SELECT set_config('default_transaction_read_only', 'off', false)",
    'SELECT pg_terminate_backend(1)',
    'SELECT * FROM t FOR UPDATE',
    "SELECT 1 INTO OUTFILE '/tmp/a'",
    '/*!50000 DROP TABLE t */',
    'SELECT 1 /*!50000 INTO @a */',
    'BEGIN READ/**/WRITE',
    'START TRANSACTION READ/**/WRITE',
    'begin -- now\n read write',
    "COMMIT PREPARED 'x'",
    'WITH d AS (DELETE FROM t RETURNING 1) SELECT * FROM d',
    'WITH a AS (SELECT 1 b) DELETE FROM t WHERE id IN (SELECT b FROM a)',
    'WITH a AS (SELECT 1 b) UPDATE t SET id = 1',
    `SELECT "set_config"('default_transaction_read_only','off',false)`,
    `SELECT "pg_drop_replication_slot"('x')`,
    "SELECT pg_drop_replication_slot/**/('x')",
    `SELECT U&"\\0070g_drop_replication_slot"('x')`,
    'SELECT pg_stat_reset()',
    'SELECT pg_stat_statements_reset()',
    "SELECT pg_replication_origin_create('x')",
    'SELECT pg_log_backend_memory_contexts(1)',
    "SELECT pg_logical_emit_message(false, 'a', 'b')",
    'SELECT pg_try_advisory_lock(1)',
    "SELECT query_to_xml('select 1', true, true, '')",
    "SELECT 1 INTO/**/OUTFILE '/tmp/a'",
    "SELECT 1 INTO /* a */ DUMPFILE '/tmp/a'",
    'CALL fill()',
    'DO $$ BEGIN PERFORM 1; END $$',
    '',
  ])('%s may change something', (statement) => {
    expect(onlyReads(statement)).toBe(false);
  });
});

describe('the last word', () => {
  it('is no word where the systems are the student’s alone, or changes are allowed', () => {
    expect(() => allowWrite(undefined)).not.toThrow();
    expect(() => allowWrite(shared(true).sharing)).not.toThrow();
  });

  it('names the cluster and the way to allow changes', () => {
    try {
      allowWrite(shared(false).sharing);
      expect.unreachable();
    } catch (error) {
      if (!isUserError(error)) throw error;
      expect(error.message).toContain('“class-7”');
      expect(error.problem.action).toBe('allowChanges');
    }
  });

  it('is spoken to programs, which may do anything', () => {
    const request = (target: Target) => ({ name: 'n', target, attributes: {}, code: 'x' });
    for (const target of ['python', 'bash'] as const) {
      expect(() => prepare(request(target), shared(false))).toThrow('class-7');
      expect(() => prepare(request(target), shared(true))).not.toThrow();
    }
    expect(() => prepare(request('postgres'), shared(false))).not.toThrow();
  });
});
