import { msg } from '../../core/message';
import type { PageStrings } from '../../core/protocol/protocol';
import { stepStateLabel } from '../trees/courseModel';
import type { Words } from '../views/words';

/** The labels a page's script needs, in the reader's language. `{0}` is filled in by the page. */
export function pageStrings(words: Words): PageStrings {
  const { text } = words;
  return {
    run: text(msg('Run')),
    stop: text(msg('Stop')),
    running: text(msg('Running')),
    elapsed: text(msg('{0} s')),
    copied: text(msg('Copied')),
    details: text(msg('details')),
    showAll: text(msg('Show all {0}')),
    showLess: text(msg('Show less')),
    more: text(msg('more')),
    previousPage: text(msg('Previous page')),
    nextPage: text(msg('Next page')),
    nullValue: 'NULL',
    emptyValue: text(msg('empty string')),
    rowsShown: text(msg('rows {0}–{1} of {2}')),
    truncated: text(msg('only the first {0} rows were kept')),
    line: text(msg('line {0}')),
    resultOf: text(msg('Result of {0}')),
    output: text(msg('Output')),
    outputCut: text(msg('earlier output was cut')),
    field: text(msg('Field')),
    value: text(msg('Value')),
    error: text(msg('Error')),
    diagramFailed: text(msg('The diagram could not be drawn; its source is shown.')),
    stepOf: text(msg('step {0} of {1}')),
    stepDone: text(msg('Step done: {0}')),
    stepStates: {
      todo: stepStateLabel('todo', words),
      doing: stepStateLabel('doing', words),
      done: stepStateLabel('done', words),
      skipped: stepStateLabel('skipped', words),
    },
    checkStates: { waiting: text(msg('not met yet')), met: text(msg('met')) },
    hint: text(msg('Hint {0}')),
    partOfSolution: text(msg('part of the solution')),
    labAnswer: text(msg('the answer of the lab')),
    copy: text(msg('Copy')),
    startLab: text(msg('Start Lab')),
    openSettings: text(msg('Open Settings')),
    checkAgain: text(msg('Check Again')),
    profile: text(msg('Profile')),
    copyCommand: text(msg('Copy the command: {0}')),
    noResults: text(msg('Nothing has been run yet. Open a lesson and press Run beside a snippet.')),
    chartOf: text(msg('Chart of {0} from {1} to {2}')),
    chartLine: text(msg('{0}: from {1} to {2}, lowest {3}, highest {4}')),
    chartLineEmpty: text(msg('{0}: no values')),
    fullValue: text(msg('Full value')),
    close: text(msg('Close')),
  };
}
