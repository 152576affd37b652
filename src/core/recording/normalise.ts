/**
 * What differs from one lab to the next and says nothing about Debezium: times, positions in logs, ids that servers make
 * up, ports, minor versions of the databases. In order: a later rule sees what the earlier ones left.
 */
const VARYING: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?/gu, '<time>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?::\d+(?:-\d+)?)*/giu, '<uuid>'],
  [/binlog\.\d{6}(['"]?,?\s*(?:at|pos =)?\s*)\d+/gu, 'binlog.#$1#'],
  [/binlog\.\d{6}/gu, 'binlog.#'],
  [/\b[0-9A-F]{1,8}\/[0-9A-F]{5,8}\b/gu, '<lsn>'],
  [/\b127\.0\.0\.1:\d+/gu, '<address>'],
  [/\b\d+\.\d+ \((?:Debian|Ubuntu)[^)]*\)/gu, '<version>'],
  [/(?<![\d.])\d+\.\d+\.\d+(?:-\d\S*|(?![\d.]|\.?\w))/gu, '<version>'],
  [/\b\d+(?:\.\d+)? (?:ms|s)\b/gu, '<duration>'],
  [/\b\d{13,}\b/gu, '<number>'],
];

/** One line as it is compared: without what varies, a table's cells without their padding. */
export function normalise(line: string): string {
  const masked = VARYING.reduce((text, [pattern, name]) => text.replace(pattern, name), line);
  return masked
    .replace(/\s+/gu, ' ')
    .replace(/ ?\| ?/gu, '|')
    .replace(/^[ |]+|[ |]+$/gu, '');
}

/** The lines that are compared: those of a table's frame, and empty ones, are left out. */
export function normalised(lines: readonly string[]): readonly string[] {
  // A line break inside a cell is shown as ⏎.
  const split = lines.flatMap((line) => line.split('⏎'));
  return split.filter((line) => !/^[\s|+-]*$/u.test(line)).map(normalise);
}

/** The words of a normalised line with every number as `#`. */
export function shapeOf(line: string): readonly string[] {
  const words = line.split(/[ |]/u).filter((word) => word !== '');
  return words.map((word) => word.replace(/█+|\d+(?:\.\d+)?/gu, '#'));
}
