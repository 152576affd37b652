/** What may stand between a verb and its object: `CREATE OR REPLACE DEFINER = 'a'@'b' SQL SECURITY INVOKER VIEW`. */
const OBJECT =
  /\b(table|view|database|schema|index|procedure|function|trigger|event|user|role|server|tablespace|instance|resource\s+group|logfile\s+group|spatial\s+reference\s+system)\b/iu;

const WITH_OBJECT = new Set(['CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'RENAME']);

/** The server does not name what it has done, so it is read off the statement: `INSERT`, `CREATE TABLE`. */
export function commandName(statement: string): string {
  const bare = statement.replace(/\/\*!\d*|\*\/|^[\s(]+/gu, ' ').trimStart();
  const verb = /^[a-z]+/iu.exec(bare)?.[0].toUpperCase() ?? '';
  if (verb === 'WITH') return /\b(update|delete)\b/iu.exec(bare)?.[1]?.toUpperCase() ?? 'SELECT';
  if (!WITH_OBJECT.has(verb)) return verb;
  const object = OBJECT.exec(bare)?.[1]?.toUpperCase().replace(/\s+/gu, ' ');
  if (object === undefined) return verb === 'TRUNCATE' ? 'TRUNCATE TABLE' : verb;
  return `${verb} ${object}`;
}
