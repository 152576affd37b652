import { StepFence } from '../check/check';
import { msg } from '../message';
import type { Finding, Step } from './lesson';
import type { Fence } from './outline';
import { ID_FIX, isId } from './readSnippet';
import { readYamlFence } from './yamlFence';
import type { YamlSource } from './yamlSource';

export interface ReadStep {
  /** Null when the fence is no good; the heading is then an ordinary one. */
  readonly step: Step | null;
  /** For findings about what the step refers to. */
  readonly source: YamlSource | null;
  readonly findings: readonly Finding[];
}

/** True for the ` ```yaml step=<id> ` fence, which a page never shows. */
export function isStepFence(fence: Pick<Fence, 'info'>): boolean {
  return fence.info.attributes.has('step');
}

/** Reads a step fence and the heading above it. */
export function readStep(file: string, fence: Fence): ReadStep {
  const at = { file, line: fence.line };
  const id = fence.info.attributes.get('step') ?? '';
  const findings: Finding[] = [];
  if (!isId(id)) findings.push({ ...at, rule: 'step-id', message: msg('"{0}" cannot be the id of a step.', id), fix: ID_FIX });
  if (fence.info.language !== 'yaml') {
    findings.push({
      ...at,
      rule: 'step-place',
      message: msg('The fence of a step must be in the language yaml.'),
      fix: msg('Write ```yaml step={0}.', id),
    });
  }
  if (!fence.heading) {
    const message = msg('The fence of the step "{0}" does not stand directly below a heading of level 2.', id);
    findings.push({ ...at, rule: 'step-place', message, fix: msg('Put a line "## Title" and an empty line right above the fence.') });
  }
  const notYaml = (reason: string) => msg('The step is not YAML: {0}', reason);
  const { data, source, findings: wrong } = readYamlFence(file, fence, { name: 'step', schema: StepFence, notYaml });
  findings.push(...wrong);
  if (!data || !fence.heading || findings.length > 0) return { step: null, source, findings };
  const { text: title, line } = fence.heading;
  return { step: { id, title, line, ...data }, source, findings };
}
