import { HELPER_FENCES, isHelperKind, type Helper } from '../advisor/helper';
import { msg } from '../message';
import type { Finding } from './lesson';
import type { Fence } from './outline';
import { readYamlFence } from './yamlFence';

export interface ReadHelper {
  /** Null when the fence is no good; the page then shows nothing in its place. */
  readonly helper: Helper | null;
  readonly findings: readonly Finding[];
}

/** True for the ` ```yaml helper=<kind> ` fence, which a page shows as a small form. */
export function isHelperFence(fence: Pick<Fence, 'info'>): boolean {
  return fence.info.attributes.has('helper');
}

const notYaml = (reason: string) => msg('The helper is not YAML: {0}', reason);

/** Reads a helper fence. It may stand anywhere in the text, in a step or outside one, and may be empty. */
export function readHelper(file: string, fence: Fence): ReadHelper {
  const at = { file, line: fence.line };
  const kind = fence.info.attributes.get('helper') ?? '';
  if (!isHelperKind(kind)) {
    const fix = msg('Known: {0}.', Object.keys(HELPER_FENCES).join(', '));
    return { helper: null, findings: [{ ...at, rule: 'helper-kind', message: msg('There is no helper "{0}".', kind), fix }] };
  }
  const findings: Finding[] = [];
  if (fence.info.language !== 'yaml') {
    const message = msg('The fence of a helper must be in the language yaml.');
    findings.push({ ...at, rule: 'helper-language', message, fix: msg('Write ```yaml helper={0}.', kind) });
  }
  const { line } = fence;
  const options = { name: 'helper', notYaml } as const;
  if (kind === 'chunk-size') {
    const { data, findings: wrong } = readYamlFence(file, fence, { ...options, schema: HELPER_FENCES[kind] });
    findings.push(...wrong);
    return { helper: data && findings.length === 0 ? { ...data, kind, line } : null, findings };
  }
  const { data, findings: wrong } = readYamlFence(file, fence, { ...options, schema: HELPER_FENCES[kind] });
  findings.push(...wrong);
  return { helper: data && findings.length === 0 ? { ...data, kind, line } : null, findings };
}
