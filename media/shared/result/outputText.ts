import { element } from '../dom';
import type { Page } from '../page';
import { jsonNodes } from './jsonText';

/** Characters of output kept on the page; older ones go. The host has all of it. */
const LIMIT = 256 * 1024;
/** Characters of one part: the browser lays out only the part that grows, and the oldest part goes as a whole. */
const PART = 8 * 1024;
/** Pixels from the end within which the reader still counts as following it. */
const NEAR = 24;

/** Text that a process prints, or the answer of a request. Follows its end unless the reader scrolled up. */
export interface OutputText {
  readonly element: HTMLElement;
  append(text: string): void;
  /** Shows the whole output of a run that ended. */
  replace(text: string, language: 'json' | 'plain'): void;
  /** Moves the element in the document, which would lose the reader's place in it. */
  hold(move: () => void): void;
}

/** Cuts text behind the ends of lines, since every part begins a new one; a line longer than a part is cut anyway. */
function cutParts(text: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const lineEnd = text.lastIndexOf('\n', from + PART - 1);
    const to = text.length - from <= PART ? text.length : lineEnd >= from ? lineEnd + 1 : from + PART;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

export function createOutputText(page: Page): OutputText {
  const pre = element('pre', { class: 'output', tabindex: '0', role: 'group', 'aria-label': page.strings.output });
  const cut = element('p', { class: 'dim output-cut', text: page.strings.outputCut });
  cut.hidden = true;
  let length = 0;

  const isFollowed = (): boolean => pre.scrollHeight - pre.scrollTop - pre.clientHeight <= NEAR;

  function add(text: string): void {
    const last = pre.lastElementChild?.firstChild;
    // What does not end a line yet is continued where it stands.
    const open = last instanceof Text && !last.data.endsWith('\n') && last.length < PART ? last : null;
    const parts = cutParts((open?.data ?? '') + text);
    if (open !== null) pre.lastElementChild?.remove();
    length += text.length;
    pre.append(...parts.map((part) => element('div', { text: part })));
    while (length > LIMIT && pre.firstChild !== null) {
      length -= pre.firstChild.textContent?.length ?? 0;
      pre.firstChild.remove();
      cut.hidden = false;
    }
  }

  function append(text: string): void {
    const followed = isFollowed();
    add(text);
    if (followed) pre.scrollTop = pre.scrollHeight;
  }

  function replace(text: string, language: 'json' | 'plain'): void {
    // Output that was streamed here is the same text: leaving it alone leaves the reader's place alone.
    if (length === text.length && pre.textContent === text) return;
    const followed = length > 0 && isFollowed();
    pre.replaceChildren();
    length = 0;
    cut.hidden = true;
    if (language === 'json' && text.length <= LIMIT) pre.append(...jsonNodes(text));
    else add(text);
    if (followed) pre.scrollTop = pre.scrollHeight;
  }

  function hold(move: () => void): void {
    const place = { followed: length > 0 && isFollowed(), top: pre.scrollTop };
    move();
    pre.scrollTop = place.followed ? pre.scrollHeight : place.top;
  }

  return { element: element('div', { class: 'output-box' }, cut, pre), append, replace, hold };
}
