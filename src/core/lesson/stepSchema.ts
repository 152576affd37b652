import * as z from 'zod';
import { StepFence } from '../check/check';
import { PredictFence } from '../predict/prediction';

/** The JSON Schema (draft 2020-12) of the step fence, as authors write it: fields with a default may be left out. */
export function stepFenceSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(StepFence, { io: 'input' }), title: 'Step of a Debezium Lab lesson' };
}

/** The same of the question fence. */
export function predictFenceSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(PredictFence, { io: 'input' }), title: 'Question of a Debezium Lab lesson' };
}
