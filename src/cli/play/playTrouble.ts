import { isUserError } from '../../core/errors';
import type { Sign, Trouble } from '../../core/trouble/trouble';
import { onOneLine } from '../../core/trouble/trouble';
import { labDown } from '../../core/run/prepare';
import { StepChecks, type PlaceholderValues } from '../../core/session/stepChecks';
import { runText } from './formatOutput';
import { logSince, type LogSince } from './serviceLog';
import { PACE, type Stage } from './stage';
import { runName } from '../../core/session/runSolution';

async function placeholders({ runs }: Stage): Promise<PlaceholderValues> {
  const values = await runs.placeholders();
  if (!values) throw labDown();
  return values;
}

/** Asks until the answer is yes, or the step's time is over. */
async function until(stage: Stage, signal: AbortSignal, answer: () => Promise<boolean>): Promise<boolean> {
  const deadline = stage.now() + stage.limit;
  for (;;) {
    if (await answer()) return true;
    if (stage.now() >= deadline) return false;
    await stage.wait(PACE, signal);
  }
}

/** A worker that hands out tasks anew answers nothing for a moment: what it has to say is not there yet. */
async function taskTraces(name: string, { probes }: Stage, signal: AbortSignal): Promise<string> {
  try {
    const connector = await probes.connector(name, signal);
    return connector?.tasks.map(({ trace }) => trace ?? '').join('\n') ?? '';
  } catch (error) {
    if (isUserError(error)) return '';
    throw error;
  }
}

/** Where the sign may be found, as it is now. */
async function placeText(sign: Sign, stage: Stage, log: LogSince, signal: AbortSignal): Promise<string> {
  switch (sign.in) {
    case 'run': {
      const name = runName(stage.lesson, sign.snippet);
      const run = stage.runs.latest(name);
      return run ? runText(run, stage.runs.output(name) ?? '') : '';
    }
    case 'task':
      return taskTraces(sign.connector, stage, signal);
    case 'log':
      return log.read();
  }
}

async function isWell(checks: StepChecks, stage: Stage, signal: AbortSignal): Promise<boolean> {
  await checks.look(await placeholders(stage), signal);
  return checks.met;
}

/**
 * Plays an entry of a troubleshooting page: brings the trouble about, finds the sign that the page quotes, sees that it is
 * not well, mends it, and sees that it is. Each entry stands for itself: the next one is played whatever became of it.
 */
export async function playTrouble(trouble: Trouble, stage: Stage, signal: AbortSignal): Promise<void> {
  const { lesson, report, snippets } = stage;
  report.step(trouble);
  const log = await logSince(stage.connectLog);
  for (const id of trouble.cause) await snippets.play(id, signal, { mayFail: true });
  const wanted = onOneLine(trouble.sign.text);
  const seen = await until(stage, signal, async () => onOneLine(await placeText(trouble.sign, stage, log, signal)).includes(wanted));
  const checks = new StepChecks({ id: trouble.id, checks: trouble.well }, stage.probes, undefined);
  await checks.begin(await placeholders(stage), signal);
  const wellBefore = await isWell(checks, stage, signal);
  let ran = true;
  for (const id of trouble.cure) ran = ran && (await snippets.play(id, signal));
  const well = ran && (await until(stage, signal, () => isWell(checks, stage, signal)));
  for (const id of trouble.after) await snippets.play(id, signal);
  report.trouble({ lesson, trouble, seen, wellBefore, well });
}
