/** Longest statement text in a result's heading. */
const HEADING_LENGTH = 200;

/** A statement's text on one line, shortened. */
export function heading(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > HEADING_LENGTH ? `${line.slice(0, HEADING_LENGTH - 1)}…` : line;
}
