import * as z from 'zod';
import { msg } from '../message';
import type { Finding, LessonFile } from './lesson';
import { schemaFindings } from './schemaFindings';
import { readYaml } from './yamlSource';

/** `<locale>/<module>/module.yaml`: what a module is called. */
const ModuleFile = z.strictObject({ title: z.string().trim().min(1) });

export interface ReadModule {
  readonly title: string | null;
  readonly findings: readonly Finding[];
}

export function readModule(file: LessonFile): ReadModule {
  const source = readYaml(file.text, 1);
  const at = { file: file.path, rule: 'module-file' };
  if (source.mistakes.length > 0) {
    const fix = msg('Correct the YAML; quote text with a colon in it.');
    const findings = source.mistakes.map(({ line, message }) => ({ ...at, line, message: msg('The file is not YAML: {0}', message), fix }));
    return { title: null, findings };
  }
  const result = ModuleFile.safeParse(source.value ?? {});
  if (result.success) return { title: result.data.title, findings: [] };
  return { title: null, findings: schemaFindings(result.error, source, at) };
}
