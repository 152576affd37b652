import type { HelperView, LabView } from '../../src/core/protocol/protocol';
import { find, findAll } from '../shared/dom';
import type { Page } from '../shared/page';
import { connectChunkSize } from './helpers/chunkSize';
import { connectSnapshotChoice } from './helpers/snapshotChoice';

export interface Helpers {
  show(view: HelperView): void;
  lab(lab: LabView): void;
}

/** Brings the helpers of the page to life. Loaded when one of them comes near the reader. */
export function connectHelpers(page: Page, root: ParentNode): Helpers {
  const box = (kind: HelperView['helper']): HTMLElement | null => find(`section.helper[data-helper="${kind}"]`, root);
  const [chunkBox, choiceBox] = [box('chunk-size'), box('snapshot-choice')];
  const chunkSize = chunkBox && connectChunkSize(page, chunkBox);
  const choice = choiceBox && connectSnapshotChoice(page, choiceBox);
  // Return in a field would load the page anew.
  for (const form of findAll('.helper form', root)) form.addEventListener('submit', (event) => event.preventDefault());
  let wasReady: boolean | null = null;
  return {
    show: (view) => {
      if (view.helper === 'chunk-size') chunkSize?.show(view);
      else choice?.show(view);
    },
    lab: ({ state }) => {
      // Other tables, or none any more: what is shown was asked of another lab.
      const ready = state === 'ready';
      if (wasReady !== null && ready !== wasReady) chunkSize?.ask();
      wasReady = ready;
    },
  };
}
