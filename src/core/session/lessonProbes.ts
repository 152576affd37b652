import type { Probes, SystemProbes } from '../check/probes';
import type { Lesson } from '../lesson/lesson';
import type { RunService } from '../run/runService';
import { runName } from './runSolution';

/** The lab's systems, and the output of the lesson's own snippets. */
export function lessonProbes(system: SystemProbes, lesson: Lesson, runs: RunService): Probes {
  return {
    query: (target, sql, signal) => system.query(target, sql, signal),
    connector: (name, signal) => system.connector(name, signal),
    endOffsets: (topic, signal) => system.endOffsets(topic, signal),
    read: (topic, from, signal) => system.read(topic, from, signal),
    metric: (query, signal) => system.metric(query, signal),
    output: (snippet) => runs.transcript(runName(lesson, snippet)),
  };
}
