import { UserError } from '../errors';
import type { Endpoints, Sharing } from '../lab/endpoints';
import { msg } from '../message';
import type { Target } from '../snippet/snippet';

/** Programs may do anything, so they count as changes whatever they do. What the others do, their drivers know. */
const PROGRAMS: ReadonlySet<Target> = new Set<Target>(['python', 'bash']);

/**
 * The last word before anything is changed on systems that others use, too.
 *
 * @throws UserError unless the systems are the student's alone or changes were allowed
 */
export function allowWrite(sharing: Sharing | undefined): void {
  if (!sharing || sharing.writable) return;
  throw new UserError({
    what: msg('This would change the cluster “{0}”, which is read-only here.', sharing.cluster),
    why: msg('Others work on it, too (setting external.readOnly).'),
    fix: msg('Allow changes by typing its name; this counts for the window.'),
    action: 'allowChanges',
  });
}

/** @throws UserError for a program on systems that may not be changed */
export function allowProgram(target: Target, { sharing }: Endpoints): void {
  if (PROGRAMS.has(target)) allowWrite(sharing);
}

/** Statements that only read, by their first word. Whatever else they call, the session itself is read-only as well. */
const READS =
  /^(?:\s|\()*(?:select|with|table|values|show|explain|describe|desc|help|use|fetch|begin|start\s+transaction|commit|rollback|end)\b/iu;

/**
 * What a read-only transaction of PostgreSQL lets through although it changes the server or ends the protection. Names
 * alone: quotes, comments and spaces may stand between a name and its parenthesis. `U&"…"` can spell any of them.
 */
const POSTGRES_NAMES =
  /\b(?:pg_(?:create|copy|drop|sync|logical_slot_get|replication_slot_advance|replication_origin_(?!status\b)|logical_emit|switch|terminate|cancel|reload|rotate|promote|backup|start_backup|stop_backup|create_restore|wal_replay|import|stat_(?:\w+_)?reset|notify|restore|clear|set(?!tings\b)|log(?!ical_)|(?:try_)?advisory)\w*|set_config|dblink\w*|lo_\w+|setval|nextval|(?:query|cursor|table|schema|database)_to_xml\w*|ts_stat|ts_rewrite)\b|\bu&["']/iu;

/** A transaction that may write, or was prepared by another session; files and locks; what MySQL runs in a comment. */
const OTHER_WAYS =
  /^\s*(?:begin|start)\b[\s\S]*\bwrite\b|^\s*(?:commit|rollback)\b[\s\S]*\bprepared\b|\b(?:outfile|dumpfile)\b|\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|\block\s+in\s+share\s+mode\b|\/\*!/iu;

/** `WITH … DELETE` of MySQL, `WITH a AS (DELETE …)` of PostgreSQL. */
const CHANGES_WITH = /^[\s(]*with\b[\s\S]*\b(?:insert|update|delete|merge)\b/iu;

/** True when the statement can do nothing but read. In doubt it is taken for a change. */
export function onlyReads(statement: string): boolean {
  return READS.test(statement) && ![POSTGRES_NAMES, OTHER_WAYS, CHANGES_WITH].some((way) => way.test(statement));
}
