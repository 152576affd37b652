import type { ActionId, Place } from '../errors';
import type { ServiceName, ServiceState } from '../lab/lab';
import type { StepState } from '../progress/progress';
import type { Cell, Column, MetricSeries, RunState } from '../run/result';
import type { HelperView } from './helperView';

export type { ChunkSizeView, FactView, FragmentView, HelperQuestionView, HelperView, SnapshotChoiceView } from './helperView';
/** What the messages are made of; the pages know nothing of core but this file. */
export type { Cell, Column, MetricSeries, Place, ServiceState, StepState };

/**
 * All that host and pages say to each other. Text is already in the reader's language here: the host localises, the
 * page only shows. Nothing in these messages is HTML except what the host rendered itself from a lesson.
 */

export interface ProblemView {
  readonly what: string;
  readonly why: string | null;
  readonly fix: string | null;
  readonly action: { readonly id: ActionId; readonly label: string } | null;
  readonly place: Place | null;
}

export interface RowSetView {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly kept: number;
  readonly truncated: boolean;
  readonly handle: string | null;
}

export interface StatementView {
  readonly statement: string;
  readonly summary: string;
  readonly notices: readonly string[];
  readonly rowSet: RowSetView | null;
  readonly problem: ProblemView | null;
}

export interface FieldErrorView {
  readonly field: string;
  readonly value: string | null;
  readonly errors: readonly string[];
  readonly place: Place | null;
}

export type OutputView =
  | { readonly kind: 'statements'; readonly statements: readonly StatementView[] }
  | {
      readonly kind: 'metrics';
      readonly query: string;
      readonly rowSet: RowSetView;
      readonly chart: readonly MetricSeries[] | null;
      readonly notices: readonly string[];
    }
  | { readonly kind: 'fields'; readonly errors: readonly FieldErrorView[] }
  | { readonly kind: 'text'; readonly text: string; readonly language: 'json' | 'plain' }
  | { readonly kind: 'none' };

export interface RunView {
  readonly id: string;
  /** The snippet's id in this lesson, or null on a page that is not its lesson. */
  readonly snippet: string | null;
  readonly name: string;
  readonly state: RunState;
  /** One line: state, count, time. */
  readonly summary: string;
  readonly output: OutputView;
  readonly problem: ProblemView | null;
}

export interface CheckView {
  readonly state: 'waiting' | 'met';
  /** What is still missing, in words; what was seen once it is met. */
  readonly text: string;
}

export interface StepView {
  readonly id: string;
  readonly state: StepState;
  readonly checks: readonly CheckView[];
  /** Hints shown so far, as HTML rendered by the host. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  /** True once the student asked for the solution: its snippets are then marked on the page. */
  readonly solution: readonly string[] | null;
  /** True while *do it for me* runs. */
  readonly busy: boolean;
}

/** A question that the lab answers. */
export interface PredictionView {
  readonly id: string;
  /** `told` is an answer to nobody's guess; `unclear` one that the author did not think of. */
  readonly state: 'open' | 'waiting' | 'told' | 'right' | 'wrong' | 'unclear';
  /** Index of the option chosen. */
  readonly choice: number | null;
  /** Index of the option that is right, once it is known. */
  readonly answer: number | null;
  /** What to do, or what the lab said. */
  readonly text: string;
}

export interface ServiceView {
  readonly name: ServiceName;
  readonly label: string;
  readonly state: ServiceState;
  readonly stateLabel: string;
  readonly port: number;
}

export interface LabView {
  readonly state: 'down' | 'starting' | 'ready' | 'failed';
  readonly text: string;
  readonly services: readonly ServiceView[];
}

/** One line of what the lab needs on this machine. */
export interface FindingView {
  readonly level: 'ok' | 'warning' | 'missing';
  /** The level in a word, for who does not see the icon. */
  readonly levelText: string;
  readonly text: string;
  readonly fix: string | null;
  /** The command in `fix`, which the page offers to copy. */
  readonly command: string | null;
}

/** What the lab needs, and what of it is there. */
export interface PreflightView {
  readonly profile: string;
  readonly profiles: readonly { readonly id: string; readonly text: string }[];
  /** True while it is looked for: the findings are those of the look before. */
  readonly checking: boolean;
  readonly findings: readonly FindingView[];
  /** One sentence on all of them. */
  readonly summary: string;
  /** True when nothing keeps the lab from starting. */
  readonly canStart: boolean;
}

/**
 * Labels the page's own script needs; everything else is in the HTML the host made. `{0}`, `{1}` … are filled by the
 * page, so a label keeps its order of words in every language.
 */
export interface PageStrings {
  readonly run: string;
  readonly stop: string;
  readonly running: string;
  /** `{0}`: seconds, already formatted for the locale. */
  readonly elapsed: string;
  readonly copied: string;
  readonly details: string;
  /** `{0}`: number of rows. */
  readonly showAll: string;
  readonly showLess: string;
  readonly more: string;
  readonly previousPage: string;
  readonly nextPage: string;
  readonly nullValue: string;
  /** Read out for an empty string, which has nothing to see. */
  readonly emptyValue: string;
  /** `{0}`–`{1}` of `{2}`. */
  readonly rowsShown: string;
  /** `{0}`: number of rows kept. */
  readonly truncated: string;
  /** `{0}`: line in the snippet. */
  readonly line: string;
  /** Name of a result grid; `{0}`: the statement. */
  readonly resultOf: string;
  readonly output: string;
  readonly outputCut: string;
  readonly field: string;
  readonly value: string;
  readonly error: string;
  readonly diagramFailed: string;
  /** `{0}` of `{1}`. */
  readonly stepOf: string;
  /** Read out when a step becomes done; `{0}`: its title. */
  readonly stepDone: string;
  readonly stepStates: Readonly<Record<StepState, string>>;
  readonly checkStates: Readonly<Record<CheckView['state'], string>>;
  /** `{0}`: number of the hint. */
  readonly hint: string;
  /** Beside a snippet that is part of a shown solution. */
  readonly partOfSolution: string;
  /** Read out behind the option that the lab made right. */
  readonly labAnswer: string;
  readonly startLab: string;
  readonly openSettings: string;
  readonly checkAgain: string;
  /** Name of the list of profiles. */
  readonly profile: string;
  /** `{0}`: the command. */
  readonly copyCommand: string;
  readonly copy: string;
  /** The results page before the first run: what to do. */
  readonly noResults: string;
  /** Read out for a chart; `{0}`: the query, `{1}` and `{2}`: times. */
  readonly chartOf: string;
  /** One line of that chart; `{0}`: its name, `{1}`: first value, `{2}`: last, `{3}`: least, `{4}`: greatest. */
  readonly chartLine: string;
  /** One line of that chart without any value; `{0}`: its name. */
  readonly chartLineEmpty: string;
  readonly fullValue: string;
  readonly close: string;
}

export type HostToPage =
  | { readonly type: 'lab'; readonly lab: LabView }
  | { readonly type: 'steps'; readonly steps: readonly StepView[]; readonly current: string | null }
  | { readonly type: 'predictions'; readonly predictions: readonly PredictionView[] }
  | { readonly type: 'run'; readonly run: RunView }
  | { readonly type: 'output'; readonly run: string; readonly text: string }
  | { readonly type: 'rows'; readonly handle: string; readonly from: number; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'helper'; readonly view: HelperView }
  | { readonly type: 'reveal'; readonly anchor: string }
  | { readonly type: 'preflight'; readonly preflight: PreflightView };

export type PageToHost =
  | { readonly type: 'ready' }
  /** Sent once after the first text was painted, and once after diagrams were; figures for the log and the benchmark. */
  | { readonly type: 'painted'; readonly what: 'text' | 'diagrams' | 'result' }
  | { readonly type: 'run'; readonly snippet: string }
  | { readonly type: 'stop'; readonly run: string }
  | { readonly type: 'copy'; readonly snippet: string }
  | { readonly type: 'open'; readonly snippet: string; readonly place: Place | null }
  | { readonly type: 'rows'; readonly handle: string; readonly from: number; readonly count: number }
  | { readonly type: 'hint'; readonly step: string }
  | { readonly type: 'solution'; readonly step: string }
  | { readonly type: 'doStep'; readonly step: string }
  | { readonly type: 'skip'; readonly step: string }
  | { readonly type: 'predict'; readonly prediction: string; readonly option: number }
  /** All fields of a helper as they are now, by name; `measure` is among them when the reader asked for it. */
  | { readonly type: 'helper'; readonly helper: HelperView['helper']; readonly fields: Readonly<Record<string, string>> }
  /** A fragment of what the helper showed last, by its place. */
  | { readonly type: 'copyFragment'; readonly helper: HelperView['helper']; readonly fragment: number }
  | { readonly type: 'action'; readonly action: ActionId; readonly run: string | null }
  | { readonly type: 'link'; readonly href: string }
  /** Look again for what this profile needs. */
  | { readonly type: 'check'; readonly profile: string }
  /** Copy the command of the finding at this index. */
  | { readonly type: 'copyCommand'; readonly finding: number }
  /** A term of the text was chosen: the glossary is to be opened at it. */
  | { readonly type: 'glossary'; readonly term: string };
