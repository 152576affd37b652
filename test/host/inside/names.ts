/** The lesson of the course that the suite works through. */
export const LESSON = '02-module-2/07-incremental-snapshot-lab';
/** Lessons of the suite's own, put into the copy of the course: see test/host/course. */
export const INPUTS = '90-host-tests/01-inputs';
export const BROKEN = '90-host-tests/02-broken';
export const HOSTILE = '90-host-tests/03-hostile';

export const SERVICES = ['postgres', 'kafka', 'connect'] as const;

/** A part of a snippet on a lesson's page. */
export function onSnippet(
  lesson: string,
  snippet: string,
  part: string,
): { readonly where: { readonly lesson: string }; readonly selector: string } {
  return { where: { lesson }, selector: `figure.snippet[data-snippet="${snippet}"] ${part}` };
}

/** A row of one of the trees, by words that only it has. */
export function treeRow(words: string, part = ''): { readonly where: 'workbench'; readonly selector: string } {
  return { where: 'workbench', selector: `.sidebar .monaco-list-row:has-text("${words}") ${part}`.trim() };
}
