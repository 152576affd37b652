import type { Step } from '../../core/lesson/lesson';
import { labDown } from '../../core/run/prepare';
import type { RunService } from '../../core/run/runService';
import { StepChecks, type PlaceholderValues } from '../../core/session/stepChecks';
import { PACE, type Stage } from './stage';

async function placeholders(runs: RunService): Promise<PlaceholderValues> {
  const values = await runs.placeholders();
  if (!values) throw labDown();
  return values;
}

async function lookUntilMet(checks: StepChecks, stage: Stage, signal: AbortSignal): Promise<void> {
  const deadline = stage.now() + stage.limit;
  for (;;) {
    await checks.look(await placeholders(stage.runs), signal);
    if (checks.met || stage.now() >= deadline) return;
    await stage.wait(PACE, signal);
  }
}

/**
 * Plays a step as a student would: begins it, does what the solution says, looks until the checks are met, then runs what
 * else the step offers. Each check must be unmet before, or it proves nothing.
 *
 * @returns whether the next step can be played
 */
export async function playStep(step: Step, stage: Stage, signal: AbortSignal): Promise<boolean> {
  const { lesson, runs, report, snippets, predictions } = stage;
  report.step(step);
  const checks = new StepChecks(step, stage.probes, undefined);
  const values = await placeholders(runs);
  await checks.begin(values, signal);
  await checks.look(values, signal);
  const before = checks.verdicts.map((verdict) => verdict?.met === true);
  let ran = true;
  for (const id of step.solution) ran = ran && (await snippets.play(id, signal));
  if (ran) await lookUntilMet(checks, stage, signal);
  else await checks.look(await placeholders(runs), signal);
  await snippets.tellEnded();
  if (ran) await predictions.settle(signal);
  checks.verdicts.forEach((verdict, check) => {
    report.check({ lesson, step, check, before: before[check] ?? false, after: verdict?.met === true, saw: verdict?.saw ?? null });
  });
  return ran && checks.met;
}
