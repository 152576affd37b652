import type { Endpoints } from '../../src/core/lab/endpoints';
import { decodeEnvelope } from '../../src/core/events/envelope';
import { silentLog } from '../../src/core/log';
import { english } from '../../src/core/message';
import { createDrivers, type Drivers } from '../../src/drivers/index';
import type { TestLab } from './testLab';

/** A table whose incremental snapshot takes long: a connector that reads ten rows a time. */
export interface SnapshotLab {
  readonly drivers: Drivers;
  /** Runs statements on PostgreSQL; gives the cells of the last result. */
  sql(text: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Chunks that the snapshot has read to their end so far. */
  chunks(): Promise<number>;
  /** How often each row is in the topic, by its id. */
  seen(): Promise<ReadonlyMap<number, number>>;
  dispose(): Promise<void>;
}

const NAME = 'broken';
const CHUNK = 10;

/** Makes the table with that many rows and a connector that waits for a signal. Its config is what the lessons use. */
export async function openSnapshotLab(lab: TestLab, rows: number, signal: AbortSignal): Promise<SnapshotLab> {
  const endpoints = (): Promise<Endpoints | null> => lab.lab.endpoints();
  const drivers = createDrivers({ home: lab.home, log: silentLog, endpoints });
  const present = await endpoints();
  if (!present?.postgres) throw new Error('the lab has no PostgreSQL');
  const { internal, user, password, database } = present.postgres;
  const here = present;

  async function sql(code: string): ReturnType<SnapshotLab['sql']> {
    const output = await drivers.runners.postgres?.run(
      { target: 'postgres', attributes: {}, code, name: 'snapshot' },
      { endpoints: here, signal, onOutput: () => undefined },
    );
    if (output?.kind !== 'sql') throw new Error('no result');
    const failed = output.statements.find(({ error }) => error);
    if (failed?.error) throw new Error(english(failed.error.what));
    return output.statements.at(-1)?.rowSet?.rows ?? [];
  }

  await sql(`create table big (id int primary key, note text);
    insert into big select n, repeat('x', 100) from generate_series(1, ${String(rows)}) n;
    create table debezium_signal (id varchar(42) primary key, type varchar(32) not null, data varchar(2048));
    create publication ${NAME} for table big, debezium_signal`);
  await drivers.connect.putConfig(
    NAME,
    {
      'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
      ...{ 'database.hostname': internal.host, 'database.port': String(internal.port), 'database.dbname': database },
      ...{ 'database.user': user, 'database.password': password, 'topic.prefix': NAME, 'plugin.name': 'pgoutput' },
      ...{ 'slot.name': NAME, 'publication.name': NAME, 'publication.autocreate.mode': 'disabled' },
      ...{ 'table.include.list': 'public.big', 'snapshot.mode': 'no_data', 'signal.data.collection': 'public.debezium_signal' },
      'incremental.snapshot.chunk.size': String(CHUNK),
    },
    signal,
  );

  return {
    drivers,
    sql,
    chunks: async () => Number((await sql("select count(*) from debezium_signal where type = 'snapshot-window-close'"))[0]?.[0]),
    seen: async () => {
      const counts = new Map<number, number>();
      for await (const records of drivers.topics.readAll(`${NAME}.public.big`, signal)) {
        for (const { value } of records) {
          const event = decodeEnvelope(value);
          const id = event.kind === 'change' ? Number(event.after?.['id']) : Number.NaN;
          counts.set(id, (counts.get(id) ?? 0) + 1);
        }
      }
      return counts;
    },
    dispose: () => drivers.dispose(),
  };
}
