import { expect, test } from 'vitest';
import { Questions } from '../../../src/ui/external/questions';

/** Boxes that the test answers. */
function boxes() {
  const shown: { readonly name: string; readonly signal: AbortSignal; readonly answer: (text: string) => void }[] = [];
  const show = (name: string) => (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      shown.push({ name, signal, answer: resolve });
    });
  return { shown, show };
}

const never = new AbortController().signal;
/** Lets promises that are settled be heard. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who asks the same gets the same answer, and later is asked anew', async () => {
  const { shown, show } = boxes();
  const questions = new Questions<string>();
  const both = [questions.ask('a', show('a'), never), questions.ask('a', show('a'), never)];
  await turn();
  expect(shown).toHaveLength(1);
  shown[0]?.answer('secret');
  expect(await Promise.all(both)).toEqual(['secret', 'secret']);
  void questions.ask('a', show('a'), never);
  await turn();
  expect(shown).toHaveLength(2);
});

test('another question waits for the first, also when that fails', async () => {
  const { shown, show } = boxes();
  const questions = new Questions<string>();
  const first = questions.ask('a', () => Promise.reject(new Error('not given')), never);
  const second = questions.ask('b', show('b'), never);
  const third = questions.ask('c', show('c'), never);
  await expect(first).rejects.toThrow('not given');
  await turn();
  expect(shown.map(({ name }) => name)).toEqual(['b']);
  shown[0]?.answer('1');
  expect(await second).toBe('1');
  await turn();
  shown[1]?.answer('2');
  expect(await third).toBe('2');
});

test('a box closes when the last who waits is gone', async () => {
  const { shown, show } = boxes();
  const questions = new Questions<string>();
  const [one, two] = [new AbortController(), new AbortController()];
  const answers = [questions.ask('a', show('a'), one.signal), questions.ask('a', show('a'), two.signal)];
  const settled = Promise.allSettled(answers);
  await turn();
  one.abort();
  expect(shown[0]?.signal.aborted).toBe(false);
  two.abort();
  expect(shown[0]?.signal.aborted).toBe(true);
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('a question that nobody waits for any more is not shown', async () => {
  const { shown, show } = boxes();
  const questions = new Questions<string>();
  void questions.ask('a', show('a'), never);
  const gone = new AbortController();
  const second = questions.ask('b', show('b'), gone.signal);
  gone.abort();
  await expect(second).rejects.toThrow();
  await turn();
  shown[0]?.answer('x');
  await turn();
  expect(shown.map(({ name }) => name)).toEqual(['a']);
});
