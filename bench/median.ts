/** The middle of the values, or the mean of the two in the middle. Rejects an empty list: nothing was measured. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

/** Two ways of doing the same, measured in turn so that whatever else the machine does meets both alike. */
export interface Pair<T> {
  readonly ours: T;
  readonly theirs: T;
}

/** Runs both `times` times, the first of each pair alternating. */
export async function pairs<T>(times: number, ours: () => Promise<T>, theirs: () => Promise<T>): Promise<readonly Pair<T>[]> {
  const measured: Pair<T>[] = [];
  for (let index = 0; index < times; index += 1) {
    if (index % 2 === 0) {
      const first = await theirs();
      measured.push({ theirs: first, ours: await ours() });
    } else {
      const first = await ours();
      measured.push({ ours: first, theirs: await theirs() });
    }
  }
  return measured;
}
