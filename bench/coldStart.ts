import { aloneStarts } from './aloneStarts';
import { withLab } from './benchLab';
import type { Bench } from './bench';
import type { Measurement } from './figure';
import { labStart, type LabStart } from './labStart';
import { median } from './median';

const ROUNDS = 3;
const MEMORY_BUDGET_MB = 1024;

/** The whole lab against its slowest part started alone, both with jars present and empty data. */
export const coldStart: Measurement<Bench> = {
  goals: { 'lab-cold-start': { ratio: 2 }, 'lab-memory': { ratio: 1 } },
  measure: async (bench) => {
    bench.note('Starting the lab once, so that jars and class archives are there');
    await withLab(bench, () => Promise.resolve());
    const labs: LabStart[] = [];
    const alone: Readonly<Record<string, number>>[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.note(`Starting each service alone, then the lab, from empty data: ${round} of ${ROUNDS}`);
      alone.push(await aloneStarts(bench));
      labs.push(await labStart(bench, 'postgres'));
    }
    const names = Object.keys(alone[0] ?? {});
    const byService = names.map((name) => ({ name, ms: median(alone.map((starts) => starts[name] ?? 0)) }));
    const slowest = byService.reduce((a, b) => (b.ms > a.ms ? b : a));
    return [
      {
        name: 'lab-cold-start',
        unit: 'ms',
        value: median(labs.map(({ ms }) => ms)),
        baseline: `the slowest service alone, ${slowest.name}`,
        baselineValue: slowest.ms,
      },
      {
        name: 'lab-memory',
        unit: 'MB',
        value: Math.max(...labs.map(({ memoryMb }) => memoryMb)),
        baseline: 'the budget of all services',
        baselineValue: MEMORY_BUDGET_MB,
      },
    ];
  },
};
