import { profileDefinition } from '../src/lab/services/profiles';
import type { Bench } from './bench';
import type { Figure, Measurement } from './figure';
import { labStart, type LabStart } from './labStart';
import { median } from './median';

const ROUNDS = 3;

/** The profiles beside `postgres`, which `coldStart` measures against its parts. */
const PROFILES = ['mysql', 'mysql-replica', 'monitoring'] as const;

/** What a student's machine is to have room for, where that is more than the profile says it needs. */
const BUDGETS_MB: Readonly<Record<string, number>> = { 'mysql-replica': 2048 };

type Starts = Readonly<Record<(typeof PROFILES)[number] | 'postgres', LabStart[]>>;

/** Each profile's start from empty data, against the smallest profile's, and the memory it then takes; and a reset. */
export const profileStarts: Measurement<Bench> = {
  goals: {
    'mysql-cold-start': { ratio: 1.5 },
    'mysql-replica-cold-start': { ratio: 2 },
    'monitoring-cold-start': { ratio: 1.5 },
    'mysql-memory': { ratio: 1 },
    'mysql-replica-memory': { ratio: 1 },
    'monitoring-memory': { ratio: 1 },
    'lab-reset': { ratio: 1 },
  },
  measure: async (bench) => {
    const starts: Starts = { postgres: [], mysql: [], 'mysql-replica': [], monitoring: [] };
    const resets: number[] = [];
    for (const profile of PROFILES) {
      bench.note(`Starting the profile ${profile} once, so that all it needs is there`);
      await labStart(bench, profile);
    }
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.note(`Starting each profile from empty data, and a reset: ${round} of ${ROUNDS}`);
      const postgres = await labStart(bench, 'postgres', async ({ lab, call }) => {
        const begin = performance.now();
        await lab.reset(call);
        resets.push(performance.now() - begin);
      });
      starts.postgres.push(postgres);
      for (const profile of PROFILES) starts[profile].push(await labStart(bench, profile));
    }
    const smallest = median(starts.postgres.map(({ ms }) => ms));
    const reset = {
      name: 'lab-reset',
      unit: 'ms',
      value: median(resets),
      baseline: 'the same lab’s first start',
      baselineValue: smallest,
    } as const;
    return [...PROFILES.flatMap((profile) => figures(profile, starts[profile], smallest)), reset];
  },
};

function figures(profile: (typeof PROFILES)[number], starts: readonly LabStart[], smallest: number): readonly Figure[] {
  const [baseline, baselineValue] = BUDGETS_MB[profile]
    ? ['what a student’s machine has to spare', BUDGETS_MB[profile]]
    : ['what the profile says it needs', profileDefinition(profile)?.memoryMb ?? Number.NaN];
  return [
    {
      name: `${profile}-cold-start`,
      unit: 'ms',
      value: median(starts.map(({ ms }) => ms)),
      baseline: 'the profile postgres',
      baselineValue: smallest,
    },
    { name: `${profile}-memory`, unit: 'MB', value: Math.max(...starts.map(({ memoryMb }) => memoryMb)), baseline, baselineValue },
  ];
}
