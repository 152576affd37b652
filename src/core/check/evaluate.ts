import { isUserError, type Problem } from '../errors';
import { english } from '../message';
import type { Check, Saw, Verdict } from './check';
import { evaluateConnector } from './connectorCheck';
import { meetsExpectation } from './match';
import { beginOutput, evaluateOutput } from './outputCheck';
import type { Probes } from './probes';
import { beginRecords, evaluateRecords } from './recordsCheck';
import type { CheckState } from './state';

/** What became of one look at the lab. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly state: CheckState;
}

const PRESENT: CheckState = { kind: 'present' };

function verdict(met: boolean, saw: Saw): Verdict {
  return { met, saw, obstacle: null };
}

/**
 * Tells an answer from silence. A server that refuses a query ("relation does not exist yet") has answered: the check
 * is not met, and the author's sentence says why. Only where the system cannot be reached is there something to be done
 * first, and the drivers name it as the problem's action.
 */
function obstacleOf(error: unknown): Problem | null {
  return isUserError(error) && error.problem.action !== undefined ? error.problem : null;
}

type ValueCheck = Check & { kind: 'sql' | 'metric' };

/** The one value that is compared; null where there is none, and where a metric has several, of which none is the first. */
async function valueOf(check: ValueCheck, probes: Probes, signal: AbortSignal): Promise<string | null> {
  if (check.kind === 'sql') return (await probes.query(check.target, check.query, signal))[0]?.[0] ?? null;
  const values = await probes.metric(check.query, signal);
  return values.length === 1 ? (values[0] ?? null) : null;
}

async function beginValue(check: ValueCheck, probes: Probes, signal: AbortSignal): Promise<CheckState> {
  if (typeof check.expect !== 'object' || !('increase' in check.expect)) return PRESENT;
  try {
    const start = Number((await valueOf(check, probes, signal)) ?? 0);
    return { kind: 'value', start: Number.isNaN(start) ? 0 : start };
  } catch (error) {
    // A table that does not exist yet has nothing in it.
    if (isUserError(error) && !obstacleOf(error)) return { kind: 'value', start: 0 };
    throw error;
  }
}

function beginCheck(check: Check, probes: Probes, signal: AbortSignal): Promise<CheckState> {
  switch (check.kind) {
    case 'sql':
    case 'metric':
      return beginValue(check, probes, signal);
    case 'connector':
      return Promise.resolve(PRESENT);
    case 'topic':
    case 'notification':
      return beginRecords(check, probes, signal);
    case 'output':
      return Promise.resolve(beginOutput(check, probes));
  }
}

/**
 * Notes where each check stands as a step begins, so that only what happens from now on can pass it. Checks of a present
 * state (a row, a connector that runs) need no note: the step asks for the state, whoever brought it about.
 *
 * @throws UserError when a system cannot be reached: the step has then not begun
 */
export async function beginStep(checks: readonly Check[], probes: Probes, signal: AbortSignal): Promise<readonly CheckState[]> {
  const states: CheckState[] = [];
  for (const check of checks) states.push(await beginCheck(check, probes, signal));
  return states;
}

async function look(check: Check, state: CheckState, probes: Probes, signal: AbortSignal): Promise<Evaluation> {
  switch (check.kind) {
    case 'sql':
    case 'metric': {
      const value = await valueOf(check, probes, signal);
      return { verdict: verdict(meetsExpectation(check.expect, value, state.kind === 'value' ? state.start : 0), value), state };
    }
    case 'connector':
      return { verdict: evaluateConnector(check, await probes.connector(check.connector, signal)), state };
    case 'topic':
    case 'notification':
      return evaluateRecords(check, state, probes, signal);
    case 'output':
      return { verdict: evaluateOutput(check, state, probes), state };
  }
}

/**
 * Looks at the lab once. Cheap to repeat: a topic is read on from where the state stands.
 *
 * @returns the verdict and the state to pass next time; a system that does not answer is an obstacle, not an error
 * @throws the signal's reason once it is aborted
 */
export async function evaluateCheck(check: Check, state: CheckState, probes: Probes, signal: AbortSignal): Promise<Evaluation> {
  try {
    return await look(check, state, probes, signal);
  } catch (error) {
    if (signal.aborted || !isUserError(error)) throw error;
    const obstacle = obstacleOf(error);
    return { verdict: { met: false, saw: obstacle ? null : english(error.problem.what), obstacle }, state };
  }
}
