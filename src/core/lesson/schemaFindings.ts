import type * as z from 'zod';
import { msg, type Message } from '../message';
import type { Finding } from './lesson';
import type { YamlSource } from './yamlSource';

interface Told {
  readonly message: Message;
  readonly fix: Message;
}

/** `checks[0].expect` */
function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function list(values: readonly unknown[]): string {
  return values.map(String).join(', ');
}

function tell(issue: z.core.$ZodIssue, field: string, present: boolean): Told {
  if (!present) return { message: msg('The field "{0}" is missing.', field), fix: msg('Add the field.') };
  switch (issue.code) {
    case 'invalid_type':
      return {
        message: msg('The field "{0}" must be of type {1}.', field, issue.expected),
        fix: msg('Write a value of that type; quote text that YAML reads as something else.'),
      };
    case 'invalid_value':
      return { message: msg('The field "{0}" must be one of: {1}.', field, list(issue.values)), fix: msg('Write one of these values.') };
    case 'too_small':
      return { message: msg('The field "{0}" has too little in it.', field), fix: msg('Write at least {0}.', Number(issue.minimum)) };
    case 'too_big':
      return { message: msg('The field "{0}" has too much in it.', field), fix: msg('Write at most {0}.', Number(issue.maximum)) };
    case 'invalid_format':
      return {
        message: msg('The field "{0}" is not written as it should be.', field),
        fix: msg('Write it as in {0}.', issue.message),
      };
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options)) {
        return { message: msg('The field "{0}" must be one of: {1}.', field, list(issue.options)), fix: msg('Write one of these values.') };
      }
      return {
        message: msg('The field "{0}" has none of the forms it may have.', field),
        fix: msg('Compare it with the forms that the schema of the fence describes.'),
      };
    default:
      return { message: msg('The field "{0}" is not valid: {1}', field, issue.message), fix: msg('Correct the value.') };
  }
}

/** One finding per mistake that the schema saw, each at the line of its field. */
export function schemaFindings(
  error: z.core.$ZodError,
  source: YamlSource,
  at: { readonly file: string; readonly rule: string },
): readonly Finding[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        ...at,
        line: source.lineOf([...issue.path, key]),
        message: msg('The field "{0}" is not known.', dotted([...issue.path, key])),
        fix: msg('Remove the field, or correct its spelling.'),
      }));
    }
    const field = dotted(issue.path);
    return [{ ...at, line: source.lineOf(issue.path), ...tell(issue, field, source.has(issue.path)) }];
  });
}
