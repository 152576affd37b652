import { isFields } from '../files/shape';

/** A file of an archive or of the jar cache. */
export interface FileRecord {
  /** Below the folder, with slashes. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The first file of a runtime archive: what it is for, and what each of its files must be. */
export interface ArchiveManifest {
  readonly format: 1;
  /** The name of the jar folder it fills, which has the hash of all that decides what is in it. */
  readonly jars: string;
  readonly kafka: string;
  readonly debezium: string;
  readonly files: readonly FileRecord[];
}

export const MANIFEST_FILE = 'manifest.json';

/** Far above the 30 kB that it takes. */
export const MAX_MANIFEST_BYTES = 1024 * 1024;
/** Far above the 130 MB that all files take. */
const MAX_TOTAL_BYTES = 2 * 1024 ** 3;

/** The folders of an archive. */
export const ARCHIVE_FOLDERS = ['agent', 'libs', 'licences', 'plugins'] as const;

/** Null for what is no manifest, or one that names a file outside the folders of an archive. */
export function readManifest(value: unknown): ArchiveManifest | null {
  if (!isFields(value)) return null;
  const { format, jars, kafka, debezium } = value;
  const files = readFileRecords(value['files']);
  if (format !== 1 || typeof jars !== 'string' || typeof kafka !== 'string' || typeof debezium !== 'string' || !files) return null;
  if (!files.every(({ path }) => ARCHIVE_FOLDERS.some((folder) => path.startsWith(`${folder}/`)))) return null;
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL_BYTES) return null;
  return { format, jars, kafka, debezium, files };
}

/** Null where one of them is none, or two have one path. */
export function readFileRecords(value: unknown): readonly FileRecord[] | null {
  if (!Array.isArray(value)) return null;
  const records = value.flatMap((entry: unknown) => readFileRecord(entry) ?? []);
  const paths = new Set(records.map(({ path }) => path.toLowerCase()));
  return records.length === value.length && paths.size === records.length ? records : null;
}

function readFileRecord(value: unknown): FileRecord | null {
  if (!isFields(value)) return null;
  const { path, size, sha256 } = value;
  if (typeof path !== 'string' || !isInside(path)) return null;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/u.test(sha256) ? { path, size, sha256 } : null;
}

/** True for a path that stays in its folder on every platform. */
function isInside(path: string): boolean {
  return !/[\\:\0]/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
