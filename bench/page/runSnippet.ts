import { painted } from './painted';

const LIMIT_MS = 60_000;
/** What comes into view is laid out and painted over several frames. */
const SETTLING_FRAMES = 10;

/** The run whose end is shown; null while there is none, or while one is going on. */
function finishedRun(result: Element): string | null {
  const run = result.querySelector<HTMLElement>('.run:not(.run-running)');
  return run?.dataset['run'] ?? null;
}

/** Scrolls the snippet to where a student who clicks on it sees it, and waits for the page to come to rest there. */
async function look(button: HTMLElement): Promise<void> {
  button.scrollIntoView({ block: 'center' });
  for (let frame = 0; frame < SETTLING_FRAMES; frame += 1) await painted();
}

/** Presses *Run* of a snippet. Gives the milliseconds until the result had been painted; rejects when the run failed. */
export async function runSnippet(id: string): Promise<number> {
  const button = document.querySelector<HTMLElement>(`[data-action="run"][data-snippet="${id}"]`);
  const result = document.querySelector(`.snippet-result[data-result-for="${id}"]`);
  if (button === null || result === null) throw new Error(`The page has no snippet ${id}.`);
  await look(button);
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
