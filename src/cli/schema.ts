/** usage: node dist/cli/schema.js    Prints the JSON Schema of the step fence. */
import { stepFenceSchema } from '../core/lesson/stepSchema';

process.stdout.write(`${JSON.stringify(stepFenceSchema(), null, 2)}\n`);
