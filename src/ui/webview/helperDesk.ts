import type { TableMeasure } from '../../core/advisor/chunkPlan';
import type { ChunkSizeHelper, HelperFields } from '../../core/advisor/helper';
import type { SystemProbes } from '../../core/check/probes';
import { isAbort, isUserError, UserError } from '../../core/errors';
import type { Lesson } from '../../core/lesson/lesson';
import { msg } from '../../core/message';
import type { FragmentView, HelperView } from '../../core/protocol/protocol';
import type { LessonEngine } from '../engines';
import { chunkSizeProblem, chunkSizeView, snapshotChoiceView } from '../views/helperView';
import type { Words } from '../views/words';

/** Milliseconds a helper waits for the lab. */
const LIMIT = 20_000;

export interface HelperDeskOptions {
  readonly lesson: Lesson;
  readonly engine: LessonEngine;
  readonly probes: SystemProbes;
  readonly words: Words;
  readonly show: (view: HelperView) => void;
}

function fragmentsOf(view: HelperView | undefined): readonly FragmentView[] {
  return view?.helper === 'snapshot-choice' ? (view.advice?.fragments ?? []) : (view?.fragments ?? []);
}

/** Answers what a reader asks of the helpers of one page. A newer question to a helper ends the one before. */
export class HelperDesk {
  private readonly shown = new Map<HelperView['helper'], HelperView>();
  private asking: AbortController | null = null;
  /** What was measured last, so that another amount of memory needs no other look. */
  private measured: { readonly table: string; readonly measure: TableMeasure } | null = null;

  constructor(private readonly options: HelperDeskOptions) {}

  async ask(kind: HelperView['helper'], fields: HelperFields): Promise<void> {
    const { lesson, engine, words } = this.options;
    const helper = lesson.helpers.find((candidate) => candidate.kind === kind);
    if (helper?.kind === 'snapshot-choice') this.show(snapshotChoiceView(engine.answerSnapshotChoice(helper, fields), words));
    if (helper?.kind === 'chunk-size') await this.askChunkSize(helper, fields);
  }

  /** The text of a fragment that the page shows; null when it shows no such one. */
  fragment(kind: HelperView['helper'], index: number): string | null {
    return fragmentsOf(this.shown.get(kind))[index]?.text ?? null;
  }

  dispose(): void {
    this.asking?.abort();
  }

  private async askChunkSize(helper: ChunkSizeHelper, fields: HelperFields): Promise<void> {
    const { engine, probes, words } = this.options;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(LIMIT)]);
    const known = this.measured?.table === fields['table'] ? (this.measured?.measure ?? null) : null;
    try {
      const answer = await engine.answerChunkSize(helper, fields, known, probes, signal);
      if (asking.signal.aborted) return;
      if (answer.table !== null && answer.measure) this.measured = { table: answer.table, measure: answer.measure };
      this.show(chunkSizeView(answer, words));
    } catch (error) {
      if (asking.signal.aborted) return;
      const told = isAbort(error) ? tooSlow() : error;
      if (!isUserError(told)) throw told;
      this.show(chunkSizeProblem(told.problem, words));
    }
  }

  private show(view: HelperView): void {
    this.shown.set(view.helper, view);
    this.options.show(view);
  }
}

function tooSlow(): UserError {
  return new UserError({
    what: msg('The database has not answered for {0} s.', LIMIT / 1000),
    why: msg('It is busy, or the table is locked.'),
    fix: msg('Press “Measure” once more.'),
  });
}
