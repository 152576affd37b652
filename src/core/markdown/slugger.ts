/** The anchor of a heading, as code-hosting sites make it, so that links work there and here. */
export function slug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s/gu, '-');
}

/** Gives each heading of one page an anchor of its own: the second `a` becomes `a-1`. */
export function createSlugger(): (text: string) => string {
  /** By anchor: the last number put behind it. Kept, so that a thousand headings alike cost no more than others. */
  const numbers = new Map<string, number>();
  return (text) => {
    const base = slug(text) || 'section';
    let number = (numbers.get(base) ?? -1) + 1;
    while (number > 0 && numbers.has(`${base}-${String(number)}`)) number += 1;
    const anchor = number === 0 ? base : `${base}-${String(number)}`;
    numbers.set(anchor, 0);
    numbers.set(base, number);
    return anchor;
  };
}
