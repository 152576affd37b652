import { element } from './dom';

/** Reads a sentence to users of a screen reader, politely. */
export type Announce = (text: string) => void;

/**
 * The page's only live region for results and step changes: several regions would talk over one another, and a live
 * region around a grid would read out every cell.
 */
export function createAnnouncer(): Announce {
  const region = element('div', { class: 'visually-hidden', 'aria-live': 'polite', 'data-announcer': '' });
  document.body.append(region);
  return (text) => {
    // A new paragraph each time, so that the same sentence twice is read twice; old ones go, so that it stays small.
    region.append(element('p', { text }));
    while (region.childElementCount > 3) region.firstElementChild?.remove();
  };
}
