import { painted } from './painted';

const LIMIT_MS = 60_000;

/** The run whose end is shown; null while there is none, or while one is going on. */
function finishedRun(result: Element): string | null {
  const run = result.querySelector<HTMLElement>('.run:not(.run-running)');
  return run?.dataset['run'] ?? null;
}

/** Presses *Run* of a snippet. Gives the milliseconds until the result had been painted; rejects when the run failed. */
export async function runSnippet(id: string): Promise<number> {
  const button = document.querySelector<HTMLElement>(`[data-action="run"][data-snippet="${id}"]`);
  const result = document.querySelector(`.snippet-result[data-result-for="${id}"]`);
  if (button === null || result === null) throw new Error(`The page has no snippet ${id}.`);
  const before = finishedRun(result);
  const ended = new Promise<void>((resolve, reject) => {
    const observer = new MutationObserver(() => {
      const run = finishedRun(result);
      if (run === null || run === before) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(result, { childList: true, subtree: true });
    setTimeout(() => {
      reject(new Error(`The snippet ${id} did not end.`));
    }, LIMIT_MS);
  });
  const begin = performance.now();
  button.click();
  await ended;
  await painted();
  const time = performance.now() - begin;
  if (result.querySelector('.run-succeeded') === null) throw new Error(`The snippet ${id} failed: ${result.textContent}`);
  return time;
}
