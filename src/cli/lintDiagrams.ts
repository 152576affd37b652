import DOMPurify from 'dompurify';
import { findDiagrams, type Diagram } from '../core/lesson/diagrams';
import type { Finding, LessonFile } from '../core/lesson/lesson';
import { msg } from '../core/message';

/**
 * Mermaid's parsers pass every label through DOMPurify, which has no methods without a browser. Parsing shows nothing,
 * so here a label may stay as it is.
 */
function standInForBrowser(): void {
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: String });
}

/** Mermaid counts lines from the diagram's first one and puts the number, if it knows it, into its sentence. */
function lineOf(diagram: Diagram, message: string): number {
  const line = /on line (\d+)/u.exec(message)?.[1];
  return diagram.line + (line === undefined ? 0 : Number(line) - 1);
}

/** Diagrams that do not parse. */
export async function lintDiagrams(files: readonly LessonFile[]): Promise<readonly Finding[]> {
  const diagrams = files.flatMap(findDiagrams);
  if (diagrams.length === 0) return [];
  standInForBrowser();
  const { default: mermaid } = await import('mermaid');
  const findings: Finding[] = [];
  for (const diagram of diagrams) {
    try {
      await mermaid.parse(diagram.source);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      findings.push({
        file: diagram.file,
        line: lineOf(diagram, reason),
        rule: 'diagram-syntax',
        message: msg('The diagram does not parse: {0}', reason.replace(/\s*\n\s*/gu, ' ')),
        fix: msg('Correct the Mermaid source.'),
      });
    }
  }
  return findings;
}
