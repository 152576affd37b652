import { element } from '../dom';
import type { Page } from '../page';
import { jsonNodes } from './jsonText';

/** Characters of output kept on the page; older ones go. The host has all of it. */
const LIMIT = 256 * 1024;
/** A text node takes this much before the next one begins: appending to a huge one is slow, dropping small ones is exact. */
const NODE = 8 * 1024;
/** Pixels from the end within which the reader still counts as following it. */
const NEAR = 24;

/** Text that a process prints, or the answer of a request. Follows its end unless the reader scrolled up. */
export interface OutputText {
  readonly element: HTMLElement;
  append(text: string): void;
  /** Shows the whole output of a run that ended. */
  replace(text: string, language: 'json' | 'plain'): void;
}

export function createOutputText(page: Page): OutputText {
  const pre = element('pre', { class: 'output', tabindex: '0', role: 'region', 'aria-label': page.strings.output });
  const cut = element('p', { class: 'dim output-cut', text: page.strings.outputCut });
  cut.hidden = true;
  let length = 0;

  function add(text: string): void {
    for (let from = 0; from < text.length; from += NODE) pre.append(text.slice(from, from + NODE));
    length += text.length;
    while (length > LIMIT && pre.firstChild !== null) {
      length -= pre.firstChild.textContent?.length ?? 0;
      pre.firstChild.remove();
      cut.hidden = false;
    }
  }

  function append(text: string): void {
    const follows = pre.scrollHeight - pre.scrollTop - pre.clientHeight <= NEAR;
    const last = pre.lastChild;
    if (last instanceof Text && last.length + text.length <= NODE) {
      last.appendData(text);
      length += text.length;
    } else {
      add(text);
    }
    if (follows) pre.scrollTop = pre.scrollHeight;
  }

  function replace(text: string, language: 'json' | 'plain'): void {
    // Output that was streamed here is the same text: leaving it alone leaves the reader's place alone.
    if (length === text.length && pre.textContent === text) return;
    const wasFollowing = length > 0 && pre.scrollHeight - pre.scrollTop - pre.clientHeight <= NEAR;
    pre.replaceChildren();
    length = 0;
    if (language === 'json' && text.length <= LIMIT) pre.append(...jsonNodes(text));
    else add(text.length > LIMIT ? text.slice(-LIMIT) : text);
    cut.hidden = text.length <= LIMIT;
    if (wasFollowing) pre.scrollTop = pre.scrollHeight;
  }

  return { element: element('div', { class: 'output-box' }, cut, pre), append, replace };
}
