import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isAbort } from '../../src/core/errors';
import { MASK } from '../../src/drivers/secrets';
import { databaseOf, labEndpoints } from './support/labEndpoints';
import { problemOf, text } from './support/problems';
import { openDrivers, soon, type TestDrivers } from './support/testDrivers';

const lab = labEndpoints();
const name = `drivers-${randomUUID().slice(0, 8)}`;
const slot = name.replaceAll('-', '_');

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers();
  await drivers.run(
    'sql',
    'postgres',
    `drop table if exists ${slot}; create table ${slot} (id int primary key); insert into ${slot} values (1)`,
  );
});
afterAll(async () => {
  if (await drivers.probes.connector(name, soon())) await drivers.connect.remove(name, soon());
  await vi.waitFor(
    () =>
      drivers.probes.query(
        'postgres',
        `select 1 / (1 - count(*)) from pg_replication_slots where slot_name = '${slot}' and active`,
        soon(),
      ),
    20_000,
  );
  await drivers.run(
    'sql',
    'postgres',
    `drop table ${slot}; drop publication if exists ${slot}; select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '${slot}'`,
  );
  await drivers.dispose();
});

function snippet(changes: Readonly<Record<string, unknown>> = {}): string {
  const postgres = databaseOf('postgres');
  return JSON.stringify(
    {
      name,
      config: {
        'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
        'database.hostname': postgres.internal.host,
        'database.port': postgres.internal.port,
        'database.user': postgres.user,
        'database.password': postgres.password,
        'database.dbname': postgres.database,
        'topic.prefix': name,
        'plugin.name': 'pgoutput',
        'slot.name': slot,
        'publication.name': slot,
        'publication.autocreate.mode': 'filtered',
        'table.include.list': `public.${slot}`,
        ...changes,
      },
    },
    null,
    2,
  );
}

const deploy = (changes?: Readonly<Record<string, unknown>>, signal = soon()) =>
  drivers.run('connector', 'connect', snippet(changes), { signal });
const http = (code: string) => drivers.run('http', 'http', code);

describe('a connector snippet with mistakes deploys nothing', () => {
  test('a wrong value is an error of its field, at its line', async () => {
    const output = await deploy({ 'snapshot.mode': 'never', 'tasks.max': 'many' });
    expect(output.outcome).toBe('invalid');
    const fields = Object.fromEntries(output.fieldErrors.map((error) => [error.field, error]));
    expect(fields['snapshot.mode']).toMatchObject({ value: 'never', place: { line: 16, column: 5 } });
    expect(fields['snapshot.mode']?.errors.join()).toContain('Value must be one of');
    expect(fields['tasks.max']).toMatchObject({ value: 'many', place: { line: 17, column: 5 } });
    expect(await drivers.probes.connector(name, soon())).toBeNull();
  });

  test('a missing required field is an error too, at the configuration', async () => {
    const { fieldErrors } = await deploy({ 'topic.prefix': undefined });
    expect(fieldErrors).toMatchObject([{ field: 'topic.prefix', value: null, place: { line: 3, column: 13 } }]);
  });

  test('a wrong password is found before deploying, and is not shown', async () => {
    const output = await deploy({ 'database.user': 'nobody_here', 'database.password': 'hunter2' });
    expect(output.outcome).toBe('invalid');
    expect(JSON.stringify(output)).not.toContain('hunter2');
  });

  test('an unknown class is named with the ones there are', async () => {
    const problem = await problemOf(deploy({ 'connector.class': 'io.debezium.Postgres' }));
    expect(text(problem.what)).toBe('Kafka Connect has no connector class “io.debezium.Postgres”.');
    expect(text(problem.fix)).toContain('io.debezium.connector.postgresql.PostgresConnector');
    expect(problem.place).toEqual({ line: 4, column: 5 });
  });

  test('invalid JSON has its line and column, and nothing is asked of Connect', async () => {
    drivers.endpoints = { ...lab, connect: { url: 'http://127.0.0.1:1' } };
    const problem = await problemOf(drivers.run('connector', 'connect', '{\n  "name": "x",\n  "config": {\n    "a": 1,\n  }\n}'));
    drivers.endpoints = lab;
    expect(problem.place).toEqual({ line: 5, column: 3 });
    expect(text(problem.what)).toContain('Nothing was sent');
  });
});

describe('a connector', () => {
  test('is created, then unchanged, then updated', async () => {
    expect(await deploy()).toEqual({ kind: 'connector', name, outcome: 'created', httpStatus: 201, fieldErrors: [] });
    expect(await deploy()).toMatchObject({ outcome: 'unchanged', httpStatus: 200 });
    expect(await deploy({ 'poll.interval.ms': 100 })).toMatchObject({ outcome: 'updated', httpStatus: 200 });
  });

  test('is shown with its state, its tasks and no secret', async () => {
    const connector = await vi.waitFor(async () => {
      const seen = await drivers.probes.connector(name, soon());
      expect(seen?.tasks).toMatchObject([{ id: 0, state: 'RUNNING', trace: null }]);
      return seen;
    }, 20_000);
    expect(connector).toMatchObject({ name, state: 'RUNNING', type: 'source', trace: null });
    expect(connector?.config).toMatchObject({ 'poll.interval.ms': '100', 'database.password': MASK });
    expect(await drivers.connect.list(soon())).toContainEqual(connector);
  });

  test('tells the topics it wrote to', async () => {
    await vi.waitFor(async () => {
      expect(await drivers.connect.topics(name, soon())).toEqual([`${name}.public.${slot}`]);
    }, 20_000);
  });

  test('pauses, resumes, restarts and stops', async () => {
    const state = (expected: string) =>
      vi.waitFor(async () => {
        expect((await drivers.probes.connector(name, soon()))?.state).toBe(expected);
      }, 20_000);
    await drivers.connect.pause(name, soon());
    await state('PAUSED');
    await drivers.connect.resume(name, soon());
    await state('RUNNING');
    await drivers.connect.restart(name, { tasks: true }, soon());
    await state('RUNNING');
    await drivers.connect.stop(name, soon());
    await state('STOPPED');
    expect(await drivers.connect.offsets(name, soon())).toMatchObject([{ partition: { server: name } }]);
  });

  test('is removed once; the second time says that it is not there', async () => {
    await drivers.connect.remove(name, soon());
    expect(text((await problemOf(drivers.connect.remove(name, soon()))).what)).toBe(`Kafka Connect: Connector ${name} not found.`);
    expect(await drivers.probes.connector(name, soon())).toBeNull();
  });
});

describe('an http snippet', () => {
  test('shows the answer, pretty-printed', async () => {
    const output = await http('GET /');
    expect(output).toMatchObject({ method: 'GET', path: '/', status: 200, contentType: 'application/json' });
    expect(output.body).toMatch(/^\{\n {2}"version": "/u);
    expect(output.body).toContain(await drivers.connect.version(soon()));
  });

  test('shows an answer of any status', async () => {
    expect(await http('GET /connectors/nowhere-at-all')).toMatchObject({ status: 404 });
    expect(await http('PUT /connector-plugins/nowhere/config/validate\n\n{"connector.class": "nowhere"}')).toMatchObject({ status: 500 });
  });

  test('sends its body, and masks secrets in what comes back', async () => {
    const { config } = JSON.parse(snippet()) as { config: object };
    const output = await http(
      `PUT /connector-plugins/PostgresConnector/config/validate\n\n${JSON.stringify({ ...config, name, 'database.password': 'hunter2' })}`,
    );
    expect(output.status).toBe(200);
    expect(output.body).toContain('"database.password"');
    expect(output.body).not.toContain('hunter2');
  });
});

describe('Connect', () => {
  test('that is down is told with Start lab', async () => {
    drivers.endpoints = { ...lab, connect: { url: 'http://127.0.0.1:1' } };
    const problem = await problemOf(deploy());
    expect({ what: text(problem.what), action: problem.action }).toEqual({
      what: 'Kafka Connect does not answer at http://127.0.0.1:1.',
      action: 'startLab',
    });
    drivers.endpoints = lab;
    expect((await http('GET /')).status).toBe(200);
  });

  test('that says nothing can be left', async () => {
    await withServer(
      (_request, _response, controller) => {
        controller.abort();
      },
      async (controller) => {
        await expect(drivers.connect.list(controller.signal)).rejects.toSatisfy(isAbort);
      },
    );
  });

  test('that rebalances is asked again until it has', async () => {
    let asked = 0;
    await withServer(
      (_request, response) => {
        asked += 1;
        response.writeHead(asked < 3 ? 409 : 200, { 'content-type': 'application/json' });
        response.end(
          asked < 3
            ? '{"error_code":409,"message":"Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)"}'
            : '{}',
        );
      },
      async (controller) => {
        await expect(drivers.connect.list(controller.signal)).resolves.toEqual([]);
      },
    );
    expect(asked).toBe(3);
  });

  test('that answers with a redirect is not followed to another host', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end();
      },
      async () => {
        expect(await http('GET /')).toMatchObject({ status: 307 });
      },
    );
  });

  test('that fails inside is explained', async () => {
    await withServer(
      (_request, response) => {
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"error_code":500,"message":"java.lang.NullPointerException"}');
      },
      async (controller) => {
        const problem = await problemOf(drivers.connect.putConfig('a', {}, controller.signal));
        expect([problem.what, problem.why, problem.fix].map(text)).toEqual([
          'Kafka Connect refused the request (500).',
          'java.lang.NullPointerException',
          'This is a fault inside Connect; its log has the stack trace.',
        ]);
      },
    );
  });
});

/** A server that behaves as a real Connect cannot be made to on demand. */
async function withServer(
  answer: (request: unknown, response: ServerResponse, controller: AbortController) => void,
  use: (controller: AbortController) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const server: Server = createServer((request, response) => {
    answer(request, response, controller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  drivers.endpoints = {
    ...lab,
    connect: { url: `http://127.0.0.1:${(typeof address === 'object' && address ? address.port : 0).toString()}` },
  };
  try {
    await use(controller);
  } finally {
    drivers.endpoints = lab;
    server.closeAllConnections();
    server.close();
  }
}
