import { msg } from '../message';
import { TroubleFence, type Trouble } from '../trouble/trouble';
import type { Finding } from './lesson';
import type { Fence } from './outline';
import { ID_FIX, isId } from './readSnippet';
import { readYamlFence } from './yamlFence';
import type { YamlSource } from './yamlSource';

export interface ReadTrouble {
  /** Null when the fence is no good; the heading is then an ordinary one. */
  readonly trouble: Trouble | null;
  /** For findings about what the entry refers to. */
  readonly source: YamlSource | null;
  readonly findings: readonly Finding[];
}

/** True for the ` ```yaml trouble=<id> ` fence, which a page never shows. */
export function isTroubleFence(fence: Pick<Fence, 'info'>): boolean {
  return fence.info.attributes.has('trouble');
}

const notYaml = (reason: string) => msg('The entry is not YAML: {0}', reason);

/** Reads the fence of a troubleshooting entry and the heading above it. */
export function readTrouble(file: string, fence: Fence): ReadTrouble {
  const at = { file, line: fence.line };
  const id = fence.info.attributes.get('trouble') ?? '';
  const findings: Finding[] = [];
  if (!isId(id)) findings.push({ ...at, rule: 'trouble-id', message: msg('"{0}" cannot be the id of an entry.', id), fix: ID_FIX });
  if (!fence.heading || fence.info.language !== 'yaml') {
    const message = msg('The entry "{0}" is not a yaml fence directly below a heading of level 2.', id);
    findings.push({ ...at, rule: 'trouble-place', message, fix: msg('Write ```yaml trouble={0} right below the heading.', id) });
  }
  const { data, source, findings: wrong } = readYamlFence(file, fence, { name: 'trouble', schema: TroubleFence, notYaml });
  findings.push(...wrong);
  if (!data || !fence.heading || findings.length > 0) return { trouble: null, source, findings };
  const { text: title, line } = fence.heading;
  return { trouble: { id, title, line, ...data }, source, findings };
}
