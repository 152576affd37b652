import type { LessonLabels } from '../../core/lesson/labels';
import { msg } from '../../core/message';
import { difficultyLabel } from '../trees/courseModel';
import type { Words } from '../views/words';

/** The words that the renderer puts around a lesson's own text. */
export function lessonLabels(words: Words): LessonLabels {
  const { text } = words;
  return {
    run: text(msg('Run')),
    copy: text(msg('Copy')),
    openInEditor: text(msg('Open in Editor')),
    checks: text(msg('Checks')),
    hint: text(msg('Hint')),
    solution: text(msg('Solution')),
    doStep: text(msg('Do it for me')),
    skip: text(msg('Skip')),
    predict: text(msg('Predict, then run')),
    reproduce: text(msg('Bring it about on the lab')),
    helpers: {
      titles: {
        'chunk-size': text(msg('The size of a chunk for a table of the lab')),
        'snapshot-choice': text(msg('Which snapshot is mine')),
      },
      table: text(msg('Table')),
      memory: text(msg('Memory for one chunk, MB')),
      measure: text(msg('Measure')),
    },
    prerequisites: text(msg('First:')),
    callouts: {
      note: text(msg('Note')),
      tip: text(msg('Tip')),
      important: text(msg('Important')),
      warning: text(msg('Warning')),
      caution: text(msg('Caution')),
    },
    difficulty: {
      beginner: difficultyLabel('beginner', words),
      intermediate: difficultyLabel('intermediate', words),
      advanced: difficultyLabel('advanced', words),
    },
    minutes: (count) => text(msg('{0} min', count)),
  };
}
