/** One line of the result: a value, and what it is held against, both measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB';
  readonly baseline: string;
  readonly baselineValue: number;
}

/** What is wanted: at most so many times the baseline, or at most so much more than it. */
export type Goal = { readonly ratio: number } | { readonly more: number };

/** A measurement: makes figures of the names that it lists, each with its goal. */
export interface Measurement<Context> {
  readonly goals: Readonly<Record<string, Goal>>;
  readonly measure: (context: Context) => Promise<readonly Figure[]>;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export function ratioOf({ value, baselineValue }: Figure): number {
  return value / baselineValue;
}

export function reached(figure: Figure, goal: Goal): boolean {
  return 'ratio' in goal ? ratioOf(figure) <= goal.ratio : figure.value - figure.baselineValue <= goal.more;
}

/** The line for machines; its members are fixed by the project's design. */
export function jsonLine(figure: Figure): string {
  const { name, value, unit, baseline, baselineValue } = figure;
  const numbers = {
    value: rounded(value, 1),
    unit,
    baseline,
    baselineValue: rounded(baselineValue, 1),
    ratio: rounded(ratioOf(figure), 3),
  };
  return JSON.stringify({ name, ...numbers });
}

function goalText(goal: Goal, unit: string): string {
  return 'ratio' in goal ? `≤ ${goal.ratio.toFixed(1)} ×` : `≤ ${goal.more} ${unit} more`;
}

/** The line for people. */
export function tableLine(figure: Figure, goal: Goal): string {
  const { name, value, unit, baseline, baselineValue } = figure;
  const amount = (number: number): string => `${number.toFixed(number < 100 ? 1 : 0)} ${unit}`.padStart(10);
  const cells = [
    name.padEnd(24),
    amount(value),
    amount(baselineValue),
    `${ratioOf(figure).toFixed(2)} ×`.padStart(8),
    goalText(goal, unit).padEnd(14),
    reached(figure, goal) ? 'reached' : 'missed ',
    baseline,
  ];
  return cells.join('  ');
}

export const TABLE_HEAD = [
  'figure'.padEnd(24),
  'value'.padStart(10),
  'baseline'.padStart(10),
  'ratio'.padStart(8),
  'goal'.padEnd(14),
  '       ',
  'against',
].join('  ');
