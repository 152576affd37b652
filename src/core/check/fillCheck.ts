import { fillPlaceholders } from '../lab/placeholders';
import type { Check } from './check';

/** The check with the lab's addresses in place of `{{…}}`: in the query, the names, and the values to match. */
export function fillCheck(check: Check, values: ReadonlyMap<string, string>): Check {
  const fill = (text: string): string => fillPlaceholders(text, values);
  const fillAll = <T>(record: Readonly<Record<string, T | string>>): Record<string, T | string> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? fill(value) : value]));
  switch (check.kind) {
    case 'sql':
      return { ...check, query: fill(check.query), expect: typeof check.expect === 'string' ? fill(check.expect) : check.expect };
    case 'connector':
      return { ...check, connector: fill(check.connector), config: fillAll(check.config) };
    case 'topic':
    case 'notification':
      return { ...check, topic: fill(check.topic), match: fillAll(check.match) };
    case 'metric':
      return { ...check, query: fill(check.query) };
    case 'output':
      return { ...check, pattern: fill(check.pattern) };
  }
}
