import type { ServiceName } from '../lab/lab';
import { TARGETS, type Target } from './snippet';

export interface TargetInfo {
  readonly target: Target;
  /** Fence languages that may be sent there; the first one is the language of its workbook files. */
  readonly languages: readonly string[];
  /** True when the language alone names the target, so that the fence needs no `target=`. */
  readonly implied: boolean;
  /** Ending of a workbook file, dot included. */
  readonly extension: string;
  /** Behind the language on a snippet's bar: `sql · postgres`. A name, the same in every language. */
  readonly label: string;
  /** The service a snippet cannot run without; null when the snippet decides for itself. */
  readonly service: ServiceName | null;
  /** Attributes a fence may carry beside `id` and `target`. Plain data, so that the table costs nothing to load. */
  readonly attributes: Readonly<Record<string, 'required' | 'optional'>>;
  /** True where a snippet without any text means something. */
  readonly mayBeEmpty?: true;
}

const NO_ATTRIBUTES = {} as const;
const SQL = { languages: ['sql'], implied: false, extension: '.sql', attributes: NO_ATTRIBUTES } as const;

/** All that is known about a target without running it. A new data system is one entry here and one driver. */
export const TARGET_TABLE: Readonly<Record<Target, TargetInfo>> = {
  postgres: { ...SQL, target: 'postgres', label: 'postgres', service: 'postgres' },
  mysql: { ...SQL, target: 'mysql', label: 'mysql', service: 'mysql' },
  'mysql-replica': { ...SQL, target: 'mysql-replica', label: 'mysql replica', service: 'mysql-replica' },
  connect: {
    target: 'connect',
    languages: ['json'],
    implied: false,
    extension: '.connector.json',
    label: 'connect',
    service: 'connect',
    attributes: NO_ATTRIBUTES,
  },
  kafka: {
    target: 'kafka',
    languages: ['json'],
    implied: false,
    extension: '.json',
    label: 'kafka',
    service: 'kafka',
    attributes: { topic: 'required', key: 'optional', headers: 'optional', partition: 'optional' },
  },
  consume: {
    target: 'consume',
    languages: ['kafka'],
    implied: true,
    extension: '.kafka',
    label: 'kafka',
    service: 'kafka',
    attributes: { topic: 'required', from: 'optional', limit: 'optional', idle: 'optional' },
    mayBeEmpty: true,
  },
  http: {
    target: 'http',
    languages: ['http'],
    implied: true,
    extension: '.http',
    label: 'connect',
    service: 'connect',
    attributes: NO_ATTRIBUTES,
  },
  python: {
    target: 'python',
    languages: ['python'],
    implied: true,
    extension: '.py',
    label: 'kafka',
    service: 'kafka',
    attributes: { background: 'optional' },
  },
  bash: {
    target: 'bash',
    languages: ['bash', 'sh'],
    implied: true,
    extension: '.sh',
    label: 'terminal',
    service: null,
    attributes: NO_ATTRIBUTES,
  },
  promql: {
    target: 'promql',
    languages: ['promql'],
    implied: true,
    extension: '.promql',
    label: 'prometheus',
    service: 'prometheus',
    attributes: { range: 'optional', every: 'optional' },
  },
};

/** The targets a fence language can be sent to, in the order of the table. Empty for a language that never runs. */
export function targetsOf(language: string): readonly TargetInfo[] {
  return TARGETS.map((target) => TARGET_TABLE[target]).filter((info) => info.languages.includes(language));
}

/** The target of a fence: the one named, if its language may go there, or the one its language implies. */
export function targetFor(language: string, named: string | undefined): TargetInfo | null {
  const targets = targetsOf(language);
  if (named === undefined) return targets.find((info) => info.implied) ?? null;
  return targets.find((info) => info.target === named) ?? null;
}
