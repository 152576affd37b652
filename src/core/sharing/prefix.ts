/**
 * Thirty students share one Connect cluster: each has a prefix, and lessons go on saying `inventory`. A name of the
 * student's own is `anna-inventory` where Kafka and Connect keep it, `anna_inventory_slot` where PostgreSQL does (a slot
 * may have lower-case letters, digits and underscores only). An empty prefix changes nothing.
 */
export type Keeper = 'kafka' | 'postgres';

/** Fits a slot's name; short, since a slot and a topic have limits of their own. */
export const PREFIX_PATTERN = /^[a-z][a-z0-9]{0,15}$/u;

const SEPARATOR: Readonly<Record<Keeper, string>> = { kafka: '-', postgres: '_' };

/** The name as the system has it. A name that begins with the prefix already is the student's own words for it. */
export function ownName(prefix: string, keeper: Keeper, name: string): string {
  const before = `${prefix}${SEPARATOR[keeper]}`;
  return prefix === '' || name.startsWith(before) ? name : before + name;
}

/** The name as lessons have it: the way back. */
export function lessonName(prefix: string, keeper: Keeper, name: string): string {
  const before = `${prefix}${SEPARATOR[keeper]}`;
  return prefix !== '' && name.startsWith(before) ? name.slice(before.length) : name;
}

/** True for what belongs to the student. */
export function isOwn(prefix: string, keeper: Keeper, name: string): boolean {
  return prefix === '' || name.startsWith(`${prefix}${SEPARATOR[keeper]}`);
}

/** Server ids have 32 bits and lessons use four digits of them: the rest tells students apart. */
const LESSON_IDS = 10_000;
const STUDENTS = 400_000;

/** The number under which a connector reads MySQL's binlog. Two connectors with one number throw each other out. */
export function ownServerId(prefix: string, id: string): string {
  if (prefix === '' || !/^\d{1,4}$/u.test(id)) return id;
  return String((1 + (hash(prefix) % STUDENTS)) * LESSON_IDS + Number(id));
}

export function lessonServerId(prefix: string, id: string): string {
  if (prefix === '' || !/^\d{5,10}$/u.test(id)) return id;
  const inLesson = String(Number(id) % LESSON_IDS);
  return ownServerId(prefix, inLesson) === id ? inLesson : id;
}

/** FNV-1a, 32 bits: the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
