import * as z from 'zod';
import type { Finding, LessonFile } from '../lesson/lesson';
import { schemaFindings } from '../lesson/schemaFindings';
import { readYaml, type YamlSource } from '../lesson/yamlSource';
import { slug } from '../markdown/slugger';
import { msg } from '../message';
import type { Term } from './term';

const FORM = /^[\p{L}\d-]+\*?(?: [\p{L}\d-]+\*?)*$/u;
const Form = z.string().regex(FORM, { error: 'слот* репликации' });
const text = z.string().trim().min(1);

const Glossary = z.strictObject({
  terms: z.array(
    z.strictObject({
      term: text,
      english: text,
      text,
      forms: z.array(Form).min(1),
      except: z.array(Form).default([]),
      lesson: text,
    }),
  ),
  names: z.array(text).default([]),
});

const PATH = /^(?<locale>[a-z]{2}(?:-[A-Z]{2})?)\/glossary\.yaml$/u;

/** The language of a glossary's file, `<locale>/glossary.yaml`; null for any other file. */
export function glossaryLocale(path: string): string | null {
  return PATH.exec(path)?.groups?.['locale'] ?? null;
}

export interface ReadGlossary {
  readonly path: string;
  readonly terms: readonly Term[];
  /** Words in Latin letters that need no explanation. */
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
  /** One-based line of a field of the term with that index. */
  readonly lineOf: (index: number, field: keyof Term) => number;
}

/** A form that two terms claim would be explained by chance. */
function repeated(terms: readonly Term[], source: YamlSource, at: Pick<Finding, 'file' | 'rule'>): readonly Finding[] {
  const owners = new Map<string, Term>();
  return terms.flatMap((term, index) =>
    [term.id, ...term.forms].flatMap((name, position) => {
      const owner = owners.get(name);
      if (!owner) owners.set(name, term);
      if (!owner || owner === term) return [];
      const line = source.lineOf(position === 0 ? ['terms', index, 'english'] : ['terms', index, 'forms', position - 1]);
      return [
        {
          ...at,
          line,
          message: msg('"{0}" belongs to the term "{1}" already.', name, owner.term),
          fix: msg('Give every term an English name and forms of its own.'),
        },
      ];
    }),
  );
}

/** Reads the terms of a glossary's file. Every mistake is a finding with its line. Never throws. */
export function readGlossary(file: LessonFile): ReadGlossary {
  const source = readYaml(file.text, 1);
  const at = { file: file.path, rule: 'glossary' };
  const lineOf = (index: number, field: keyof Term): number => source.lineOf(['terms', index, field]);
  if (source.mistakes.length > 0) {
    const fix = msg('Correct the YAML; quote text with a colon in it.');
    const findings = source.mistakes.map(({ line, message }) => ({ ...at, line, message: msg('The file is not YAML: {0}', message), fix }));
    return { path: file.path, terms: [], names: [], findings, lineOf };
  }
  const result = Glossary.safeParse(source.value ?? {});
  if (!result.success) return { path: file.path, terms: [], names: [], findings: schemaFindings(result.error, source, at), lineOf };
  const { names } = result.data;
  const terms = result.data.terms.map((term) => ({ id: slug(term.english), ...term }));
  return { path: file.path, terms, names, findings: repeated(terms, source, at), lineOf };
}
