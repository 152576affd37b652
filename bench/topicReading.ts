import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { withLab } from './benchLab';
import type { Bench } from './bench';
import type { Measurement } from './figure';
import { median, pairs } from './median';
import { produceEvents } from './reading/produceEvents';
import type { Reading, ReadingTask } from './reading/readTopic';

const EVENTS = 100_000;
const PAIRS = 5;
const TOPIC = 'bench.public.orders';

const run = promisify(execFile);

/** Reads the topic in a process of its own, so that neither reader finds code warmed up by the other. */
async function readBy(bench: Bench, task: ReadingTask): Promise<number> {
  const { stdout } = await run(process.execPath, [path.join(bench.folder, 'readTopic.cjs'), JSON.stringify(task)], {
    signal: bench.signal,
  });
  const { ms, events } = JSON.parse(stdout) as Reading;
  if (events !== EVENTS) throw new Error(`${task.reader} read ${events} events of ${EVENTS}.`);
  return ms;
}

/** Reading and decoding change events from a topic, through the drivers and through nothing but kafkajs. */
export const topicReading: Measurement<Bench> = {
  goals: { 'read-100000-events': { ratio: 1.3 } },
  measure: (bench) =>
    withLab(bench, async ({ kafka: { bootstrap } }, { home }) => {
      bench.note(`Writing ${EVENTS} change events, then reading them`);
      await produceEvents({ bootstrap, topic: TOPIC, events: EVENTS });
      const common = { bootstrap, topic: TOPIC, events: EVENTS, dist: path.join(bench.root, 'dist'), home };
      const measured = await pairs(
        PAIRS,
        () => readBy(bench, { ...common, reader: 'drivers' }),
        () => readBy(bench, { ...common, reader: 'kafkajs' }),
      );
      return [
        {
          name: 'read-100000-events',
          unit: 'ms',
          value: median(measured.map(({ ours }) => ours)),
          baseline: 'a kafkajs consumer with JSON.parse',
          baselineValue: median(measured.map(({ theirs }) => theirs)),
        },
      ];
    }),
};
