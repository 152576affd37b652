import { askMysql } from '../net/mysqlSession';
import { MYSQL_REPLICATION_LOGIN } from './mysqlServer';
import type { StopPlan } from './service';

const READERS = "SELECT id AS reader FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'";

/**
 * A server that ends waits some ten seconds for those who read its binlog, replicas and connectors alike; sent away
 * beforehand, they cost nothing (measured with 9.7: 11.5 s and 1.5 s).
 */
async function sendReadersAway(port: number): Promise<void> {
  try {
    const { rows } = await askMysql(port, MYSQL_REPLICATION_LOGIN, READERS);
    await Promise.all(rows.map((row) => askMysql(port, MYSQL_REPLICATION_LOGIN, `KILL ${row['reader'] ?? ''}`)));
  } catch {
    // Then the stop takes longer.
  }
}

export const MYSQL_STOP: StopPlan = { farewell: sendReadersAway, signal: 'SIGTERM', graceMs: 30_000 };
