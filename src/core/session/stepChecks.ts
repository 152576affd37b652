import type { Verdict } from '../check/check';
import { beginStep, evaluateCheck } from '../check/evaluate';
import { fillCheck } from '../check/fillCheck';
import type { Probes } from '../check/probes';
import { statesFit, type CheckState } from '../check/state';
import type { Problem } from '../errors';
import type { Step } from '../lesson/lesson';

/** The values of the placeholders in a lesson, by name. */
export type PlaceholderValues = ReadonlyMap<string, string>;

/** The checks of one step: where they began, and what they last saw. */
export class StepChecks {
  private states: readonly CheckState[] | null = null;
  private seen: readonly (Verdict | null)[];

  /** @param baseline where the step began in an earlier session; ignored when the lesson has other checks by now */
  constructor(
    private readonly step: Pick<Step, 'id' | 'checks'>,
    private readonly probes: Probes,
    baseline: readonly CheckState[] | undefined,
  ) {
    this.seen = step.checks.map(() => null);
    if (baseline && statesFit(step.checks, baseline)) this.states = baseline;
  }

  get verdicts(): readonly (Verdict | null)[] {
    return this.seen;
  }

  get hasBegun(): boolean {
    return this.states !== null;
  }

  get met(): boolean {
    return this.seen.every((verdict) => verdict?.met === true);
  }

  get blocked(): boolean {
    return this.seen.some((verdict) => verdict !== null && verdict.obstacle !== null);
  }

  /** Begins the step now. Returns the baseline, to be stored. Rejects with a `UserError` when the lab does not answer. */
  async begin(values: PlaceholderValues, signal: AbortSignal): Promise<readonly CheckState[]> {
    const checks = this.step.checks.map((check) => fillCheck(check, values));
    this.states = await beginStep(checks, this.probes, signal);
    return this.states;
  }

  /** Looks once at everything the step asks for. */
  async look(values: PlaceholderValues, signal: AbortSignal): Promise<void> {
    const states: CheckState[] = [];
    const verdicts: Verdict[] = [];
    for (const [i, check] of this.step.checks.entries()) {
      const state = this.states?.[i];
      if (!state) throw new Error(`step ${this.step.id} has not begun`);
      const evaluation = await evaluateCheck(fillCheck(check, values), state, this.probes, signal);
      states.push(evaluation.state);
      verdicts.push(evaluation.verdict);
    }
    this.states = states;
    this.seen = verdicts;
  }

  /** Nothing can be looked at: every check says why. */
  block(obstacle: Problem): void {
    this.seen = this.seen.map((verdict) => ({ met: false, saw: verdict?.saw ?? null, obstacle }));
  }
}
