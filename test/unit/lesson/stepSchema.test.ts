import { describe, expect, it } from 'vitest';
import { stepFenceSchema } from '../../../src/core/lesson/stepSchema';

describe('stepFenceSchema', () => {
  it('is the JSON Schema it was', async () => {
    await expect(`${JSON.stringify(stepFenceSchema(), null, 2)}\n`).toMatchFileSnapshot('golden/step.schema.json');
  });

  it('asks for what has no default, and for nothing else', () => {
    expect(stepFenceSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['checks', 'hints', 'solution'],
      additionalProperties: false,
      properties: { checks: { minItems: 1 }, solution: { type: 'array' } },
    });
  });
});
