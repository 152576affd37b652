import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../files/atomicFile';
import type { ServiceContext } from './service';

type Values = Readonly<Record<string, string | number>>;

/** Fills a template of `labs/local/` and writes the result to the lab's `conf` folder; gives its path. */
export function writeConfig(context: ServiceContext, file: string, values: Values): string {
  const path = join(context.paths.conf, file);
  writeAtomic(path, fillTemplate(readFileSync(join(context.tools.assets, 'local', file), 'utf8'), values));
  return path;
}

/** Replaces each `${name}` outside comments. A name without a value is a mistake in the template. */
export function fillTemplate(template: string, values: Values): string {
  return template
    .split('\n')
    .map((line) => (line.startsWith('#') ? line : fill(line, values)))
    .join('\n');
}

function fill(line: string, values: Values): string {
  return line.replace(/\$\{([\w.]+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a template asks for \${${name}}, which has no value`);
    return String(value);
  });
}

/** A path as Java's `.properties` files want it: a backslash would be an escape there. */
export function propertyPath(path: string): string {
  return path.replaceAll('\\', '/');
}
