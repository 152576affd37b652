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
  const taken = new Set<string>();
  return (text) => {
    const base = slug(text) || 'section';
    let anchor = base;
    for (let number = 1; taken.has(anchor); number += 1) anchor = `${base}-${String(number)}`;
    taken.add(anchor);
    return anchor;
  };
}
