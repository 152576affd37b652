import type * as z from 'zod';
import { msg, type Message } from '../message';
import type { Finding } from './lesson';
import type { Fence } from './outline';
import { schemaFindings } from './schemaFindings';
import { readYaml, type YamlSource } from './yamlSource';

export interface YamlFence<T> {
  /** Null when the YAML is no good or does not fit the schema. */
  readonly data: T | null;
  /** Null when it is not YAML at all. */
  readonly source: YamlSource | null;
  readonly findings: readonly Finding[];
}

interface Kind<T> {
  /** The rules are called `<name>-yaml` and `<name>-schema`. */
  readonly name: 'step' | 'predict' | 'helper' | 'trouble';
  readonly schema: z.ZodType<T>;
  readonly notYaml: (reason: string) => Message;
}

/** Reads what stands in a fence of a lesson as YAML of a schema. */
export function readYamlFence<T>(file: string, fence: Fence, { name, schema, notYaml }: Kind<T>): YamlFence<T> {
  const source = readYaml(fence.code, fence.line + 1);
  if (source.mistakes.length > 0) {
    const fix = msg('Correct the YAML; quote text with a colon in it.');
    const findings = source.mistakes.map(({ line, message }) => ({ file, line, rule: `${name}-yaml`, message: notYaml(message), fix }));
    return { data: null, source: null, findings };
  }
  const result = schema.safeParse(source.value ?? {});
  if (result.success) return { data: result.data, source, findings: [] };
  return { data: null, source, findings: schemaFindings(result.error, source, { file, rule: `${name}-schema` }) };
}
