import type { SystemProbes } from '../../core/check/probes';
import type { Lesson } from '../../core/lesson/lesson';
import type { RunService } from '../../core/run/runService';
import { lessonProbes } from '../../core/session/lessonProbes';
import { snippetsOf } from '../../core/trouble/trouble';
import { playStep } from './playStep';
import { playTrouble } from './playTrouble';
import { PredictionPlayer } from './predictionPlayer';
import type { Report } from './report';
import { SnippetPlayer } from './snippetPlayer';
import type { Stage } from './stage';

export interface PlayOptions {
  readonly runs: RunService;
  readonly probes: SystemProbes;
  readonly report: Report;
  readonly limit: number;
  readonly connectLog: string;
  readonly wait: Stage['wait'];
  readonly now: () => number;
}

/** Runs, in the order of the file, what no solution has run up to this line. */
async function playRest(before: number, stage: Stage, signal: AbortSignal): Promise<void> {
  const { lesson, snippets } = stage;
  const inSolutions = new Set([...lesson.steps.flatMap(({ solution }) => solution), ...lesson.troubles.flatMap(snippetsOf)]);
  const rest = lesson.snippets.filter(({ id, line }) => line < before && !inSolutions.has(id) && !snippets.wasPlayed(id));
  for (const { id } of rest) await snippets.play(id, signal);
}

/**
 * Plays a lesson on a lab that is up and empty: every step, every runnable snippet, every question. Stops at the first step that does
 * not pass, because the later ones build on it.
 */
export async function playLesson(lesson: Lesson, options: PlayOptions, signal: AbortSignal): Promise<void> {
  const { runs, report, probes } = options;
  report.lesson(lesson);
  const snippets = new SnippetPlayer(lesson, runs, report);
  const scene = { ...options, lesson, snippets, probes: lessonProbes(probes, lesson, runs) };
  const predictions = new PredictionPlayer(scene);
  const stage: Stage = { ...scene, predictions };
  try {
    for (const step of lesson.steps) {
      await playRest(step.line, stage, signal);
      if (await playStep(step, stage, signal)) continue;
      report.problem(`${lesson.id} stopped at step ${step.id}.`);
      return;
    }
    for (const trouble of lesson.troubles) {
      await playRest(trouble.line, stage, signal);
      await playTrouble(trouble, stage, signal);
    }
    await playRest(Infinity, stage, signal);
    await predictions.settle(signal);
    predictions.finish();
    const missed = lesson.snippets.filter(({ id }) => !snippets.wasPlayed(id));
    for (const { id } of missed) report.problem(`${lesson.id}: nothing has run the snippet "${id}".`);
  } finally {
    predictions.dispose();
    await snippets.finish();
  }
}
