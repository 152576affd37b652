import * as z from 'zod';
import { PROFILES } from '../lab/lab';
import { msg } from '../message';
import type { Finding } from './lesson';
import { schemaFindings } from './schemaFindings';
import { readYaml, type YamlSource } from './yamlSource';

/** What stands between the two `---` lines at the top of a lesson. The text beside a pattern is an example of it. */
export const FrontMatter = z.strictObject({
  title: z.string().trim().min(1),
  description: z.string().trim().min(1),
  order: z.number().int().min(1),
  difficulty: z.enum(['beginner', 'intermediate', 'advanced']),
  duration: z
    .string()
    .regex(/^[1-9]\d*min$/u, '45min')
    .describe('Minutes, as in 45min.'),
  topics: z.array(z.string().min(1)).min(1),
  lab: z.enum(PROFILES),
  prerequisites: z.array(z.string().min(1)).default([]).describe('Lesson ids, or relative links to lesson files.'),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** The same, satisfied with what a lesson cannot be shown without; a field that is wrong gets an empty value. */
const Usable = z.object({
  title: FrontMatter.shape.title,
  description: FrontMatter.shape.description.catch(''),
  order: FrontMatter.shape.order.catch(0),
  difficulty: FrontMatter.shape.difficulty.catch('beginner'),
  duration: FrontMatter.shape.duration.catch('0min'),
  topics: FrontMatter.shape.topics.catch([]),
  lab: FrontMatter.shape.lab,
  prerequisites: FrontMatter.shape.prerequisites.catch([]),
});

export interface SplitLesson {
  readonly frontMatter: string | null;
  readonly body: string;
  /** One-based line of the file where the body begins. */
  readonly bodyLine: number;
}

/** Parts the file at the two `---` lines; the whole text is the body where there are none. */
export function splitFrontMatter(text: string): SplitLesson {
  const lines = text.split('\n');
  const end = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---') : -1;
  if (end < 0) return { frontMatter: null, body: text, bodyLine: 1 };
  return { frontMatter: lines.slice(1, end).join('\n'), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}

export interface ReadFrontMatter {
  /** Null without a title or a lab; any other field that is wrong is empty here, and a finding. */
  readonly fields: FrontMatter | null;
  readonly source: YamlSource | null;
  readonly findings: readonly Finding[];
}

export function readFrontMatter(file: string, text: string | null): ReadFrontMatter {
  const at = { file, rule: 'front-matter' };
  if (text === null) {
    const message = msg('The lesson has no front matter.');
    const fix = msg('Begin the file with a line ---, the fields (title, description, order, …), and another line ---.');
    return { fields: null, source: null, findings: [{ ...at, line: 1, message, fix }] };
  }
  const source = readYaml(text, 2);
  if (source.mistakes.length > 0) {
    const fix = msg('Correct the YAML; quote text with a colon in it.');
    const findings = source.mistakes.map(({ line, message }) => ({
      ...at,
      line,
      message: msg('The front matter is not YAML: {0}', message),
      fix,
    }));
    return { fields: null, source, findings };
  }
  const result = FrontMatter.safeParse(source.value ?? {});
  if (result.success) return { fields: result.data, source, findings: [] };
  const usable = Usable.safeParse(source.value ?? {});
  return { fields: usable.success ? usable.data : null, source, findings: schemaFindings(result.error, source, at) };
}
