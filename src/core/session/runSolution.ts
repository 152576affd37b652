import { isUserError, type Problem } from '../errors';
import { msg } from '../message';
import type { Lesson, Step } from '../lesson/lesson';
import type { Run } from '../run/result';
import type { RunService } from '../run/runService';
import type { Snippet } from '../snippet/snippet';

/** The name under which a lesson's snippet runs. */
export function runName(lesson: Lesson, snippet: string): string {
  return `${lesson.id}/${snippet}`;
}

function problemOf(snippet: Snippet, run: Run): Problem {
  if (run.problem) return run.problem;
  return {
    what: msg('The solution stopped at snippet “{0}”.', snippet.id),
    why: run.summary ?? undefined,
    fix: msg('See its result below the snippet, then try again.'),
  };
}

/** A consumer that goes on beside later snippets: a program marked so by its author, or records from now on. */
export function isBackground({ target, attributes }: Snippet): boolean {
  return attributes['background'] === 'true' || (target === 'consume' && attributes['from'] === 'now');
}

/** Ends with the run, or with its first output: then a consumer is at work. */
export async function endOrFirstOutput(runs: RunService, run: Run): Promise<Run> {
  let stop = (): void => undefined;
  const printed = new Promise<Run>((resolve) => {
    const listener = runs.onOutput((from) => from.id === run.id && resolve(from));
    stop = () => listener.dispose();
  });
  try {
    return await Promise.race([runs.done(run.id), printed]);
  } finally {
    stop();
  }
}

/** `done` goes on with the next snippet; `stopped` was the user's wish and is no failure. */
type Ending = 'done' | 'stopped' | Problem;

function endingOf(snippet: Snippet, run: Run): Ending {
  switch (run.state) {
    case 'succeeded':
    case 'running':
      return 'done';
    case 'cancelled':
      return 'stopped';
    case 'failed':
      return problemOf(snippet, run);
  }
}

async function runSnippet(snippet: Snippet, lesson: Lesson, runs: RunService, signal: AbortSignal): Promise<Ending> {
  const name = runName(lesson, snippet.id);
  const isBeside = isBackground(snippet);
  if (isBeside && runs.latest(name)?.state === 'running') return 'done';
  const run = runs.start({ name, target: snippet.target, attributes: snippet.attributes, code: snippet.code });
  const cancel = (): void => {
    runs.cancel(run.id);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return endingOf(snippet, isBeside ? await endOrFirstOutput(runs, run) : await runs.done(run.id));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * Runs the solution of a step, one snippet after the other, and stops at the first that fails.
 *
 * @returns why it stopped; null when all went well, and when it was stopped by the signal or at a snippet
 */
export async function runSolution(step: Step, lesson: Lesson, runs: RunService, signal: AbortSignal): Promise<Problem | null> {
  for (const id of step.solution) {
    if (signal.aborted) return null;
    const snippet = lesson.snippets.find((candidate) => candidate.id === id);
    if (!snippet) return { what: msg('The solution names snippet “{0}”, which the lesson does not have.', id) };
    try {
      const ending = await runSnippet(snippet, lesson, runs, signal);
      if (ending === 'stopped') return null;
      if (ending !== 'done') return ending;
    } catch (error) {
      if (!isUserError(error)) throw error;
      return error.problem;
    }
  }
  return null;
}
