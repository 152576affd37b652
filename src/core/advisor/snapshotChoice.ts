import { msg, type Message } from '../message';
import type { HelperFields } from './helper';

/** How a table can be read. */
export type Strategy = 'none' | 'initial' | 'when-needed' | 'initial-only' | 'blocking' | 'incremental' | 'read-only';

type QuestionId = 'rows' | 'after' | 'when' | 'pause' | 'gap' | 'pauseAgain' | 'write';

interface Option {
  readonly value: string;
  readonly text: Message;
  /** Where this answer leads. */
  readonly next: { readonly ask: QuestionId } | { readonly strategy: Strategy };
}

interface Question {
  readonly text: Message;
  readonly options: readonly Option[];
}

const yes = (next: Option['next']): Option => ({ value: 'yes', text: msg('yes'), next });
const no = (next: Option['next']): Option => ({ value: 'no', text: msg('no'), next });

/** The lesson's diagram, as a tree; two questions more than there, for the modes that differ by what comes later. */
const QUESTIONS: Readonly<Record<QuestionId, Question>> = {
  rows: {
    text: msg('Do you need the rows that are in the table already?'),
    options: [yes({ ask: 'after' }), no({ strategy: 'none' })],
  },
  after: {
    text: msg('Do you need the changes that come later?'),
    options: [
      yes({ ask: 'when' }),
      { value: 'no', text: msg('no, one export of the table is enough'), next: { strategy: 'initial-only' } },
    ],
  },
  when: {
    text: msg('Does the connector start for the first time?'),
    options: [
      yes({ ask: 'pause' }),
      { value: 'no', text: msg('no, it runs, and the table is to be read again'), next: { ask: 'pauseAgain' } },
    ],
  },
  pause: {
    text: msg('Can the stream of changes wait while the whole table is read?'),
    options: [yes({ ask: 'gap' }), no({ ask: 'write' })],
  },
  gap: {
    text: msg('What is to happen if the connector was down for so long that the log it needs is gone?'),
    options: [
      { value: 'stop', text: msg('it fails, and somebody decides'), next: { strategy: 'initial' } },
      { value: 'anew', text: msg('it takes the snapshot anew by itself'), next: { strategy: 'when-needed' } },
    ],
  },
  pauseAgain: {
    text: msg('Can the stream of changes wait while the whole table is read?'),
    options: [yes({ strategy: 'blocking' }), no({ ask: 'write' })],
  },
  write: {
    text: msg('May the connector write into the database?'),
    options: [yes({ strategy: 'incremental' }), no({ strategy: 'read-only' })],
  },
};

export interface AskedQuestion {
  readonly id: QuestionId;
  readonly text: Message;
  readonly options: readonly Pick<Option, 'value' | 'text'>[];
  /** The value that was chosen; null while the question is open. */
  readonly chosen: string | null;
}

export interface SnapshotChoice {
  /** The questions on the way, in order; the last one is open until a strategy is found. */
  readonly questions: readonly AskedQuestion[];
  readonly strategy: Strategy | null;
}

/** Follows the answers as far as they go. Answers to questions that are not on the way are let be. */
export function chooseSnapshot(answers: HelperFields): SnapshotChoice {
  const questions: AskedQuestion[] = [];
  let id: QuestionId = 'rows';
  for (;;) {
    const { text, options }: Question = QUESTIONS[id];
    const option: Option | undefined = options.find(({ value }) => value === answers[id]);
    questions.push({ id, text, options, chosen: option?.value ?? null });
    if (!option) return { questions, strategy: null };
    if ('strategy' in option.next) return { questions, strategy: option.next.strategy };
    id = option.next.ask;
  }
}
