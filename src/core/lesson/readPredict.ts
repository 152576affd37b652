import { msg } from '../message';
import { PredictFence, type Prediction } from '../predict/prediction';
import type { Finding } from './lesson';
import type { Fence } from './outline';
import { ID_FIX, isId } from './readSnippet';
import { readYamlFence } from './yamlFence';
import type { YamlSource } from './yamlSource';

export interface ReadPrediction {
  /** Null when the fence is no good; the page then shows nothing in its place. */
  readonly prediction: Prediction | null;
  /** For findings about what the question refers to. */
  readonly source: YamlSource | null;
  readonly findings: readonly Finding[];
}

/** True for the ` ```yaml predict=<id> ` fence, which a page shows as a question. */
export function isPredictFence(fence: Pick<Fence, 'info'>): boolean {
  return fence.info.attributes.has('predict');
}

/** Reads a question fence. It may stand anywhere in the text, in a step or outside one. */
export function readPrediction(file: string, fence: Fence): ReadPrediction {
  const at = { file, line: fence.line };
  const id = fence.info.attributes.get('predict') ?? '';
  const findings: Finding[] = [];
  if (!isId(id)) findings.push({ ...at, rule: 'predict-id', message: msg('"{0}" cannot be the id of a question.', id), fix: ID_FIX });
  if (fence.info.language !== 'yaml') {
    findings.push({
      ...at,
      rule: 'predict-language',
      message: msg('The fence of a question must be in the language yaml.'),
      fix: msg('Write ```yaml predict={0}.', id),
    });
  }
  const notYaml = (reason: string) => msg('The question is not YAML: {0}', reason);
  const { data, source, findings: wrong } = readYamlFence(file, fence, { name: 'predict', schema: PredictFence, notYaml });
  findings.push(...wrong);
  return { prediction: data && findings.length === 0 ? { ...data, id, line: fence.line } : null, source, findings };
}
