/** usage: node dist/cli/schema.js [step|predict]    Prints the JSON Schema of the fence, of the step fence unless told. */
import { predictFenceSchema, stepFenceSchema } from '../core/lesson/stepSchema';

const schema = process.argv[2] === 'predict' ? predictFenceSchema() : stepFenceSchema();
process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
