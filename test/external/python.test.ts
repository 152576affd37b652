import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrivers, type TestDrivers } from '../drivers/support/testDrivers';
import { KAFKA_USER } from './support/secureKafka';
import { secureEndpoints } from './support/secureEndpoints';

let drivers: TestDrivers;
beforeAll(async () => {
  drivers = await openDrivers(secureEndpoints());
  // Makes the virtual environment, which may have to be downloaded.
  await drivers.run('process', 'python', 'print()', { signal: AbortSignal.timeout(270_000) });
}, 280_000);
afterAll(() => drivers.dispose());

test('a script of a lesson logs in without a word about it', async () => {
  const { bootstrap } = secureEndpoints().kafka;
  await drivers.run('produce', 'kafka', '{"n": 1}', { attributes: { topic: 'for-python' } });
  const script = `import os
import time
from confluent_kafka import Consumer, TopicPartition
consumer = Consumer({"bootstrap.servers": "${bootstrap}", "group.id": "reader"})
consumer.assign([TopicPartition("for-python", 0, 0)])
end = time.monotonic() + 60
message = None
while message is None and time.monotonic() < end:
    message = consumer.poll(1)
print("nothing came" if message is None else message.error() or message.value().decode())
consumer.close()
print([name for name, value in os.environ.items() if "${KAFKA_USER.password}" in value])
`;
  const { exitCode, output } = await drivers.run('process', 'python', script, { signal: AbortSignal.timeout(100_000) });
  expect(output.trim().split('\n').slice(-2)).toEqual(['{"n":1}', '[]']);
  expect(exitCode).toBe(0);
});
