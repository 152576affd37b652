import * as z from 'zod';
import { StepFence } from '../check/check';

/** The JSON Schema (draft 2020-12) of the step fence, as authors write it: fields with a default may be left out. */
export function stepFenceSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(StepFence, { io: 'input' }), title: 'Step of a Debezium Lab lesson' };
}
