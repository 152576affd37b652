import type { Statement } from './statement';

/**
 * The script's UTF-16 offset of an error position. The server counts characters (code points) of the statement it got,
 * from one: field `P` in "Error and Notice Message Fields" of PostgreSQL's documentation.
 */
export function positionInScript(statement: Statement, position: number): number {
  let units = 0;
  let left = position - 1;
  for (const character of statement.text) {
    if (left <= 0) break;
    units += character.length;
    left -= 1;
  }
  return statement.offset + units;
}
