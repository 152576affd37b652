import { createWriteStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isUserError } from '../../core/errors';
import type { LabProgress } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { archiveProblem } from './archiveProblem';
import { sha256Of } from './hashes';

export interface ArchiveSource {
  /** A path, or an address that begins with `https://`. */
  readonly place: string;
  /** SHA-256 of the archive in hexadecimal digits; without it, the one in a file of the same name with `.sha256`, if any. */
  readonly sha256: string | undefined;
}

const MEGABYTE = 1_000_000;
const TELL_EVERY = 10 * MEGABYTE;

/**
 * The archive as a file whose checksum is right, where one is known: the file itself, or a download into the folder.
 *
 * @throws UserError naming what is wrong and what to do
 */
export async function fetchArchive(
  source: ArchiveSource,
  folder: string,
  onProgress: (progress: LabProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  const declared = source.sha256?.trim().toLowerCase();
  if (declared !== undefined && !isSha256(declared)) throw archiveProblem(msg('The SHA-256 in the settings is not 64 hexadecimal digits.'));
  const url = webAddress(source.place);
  const file = url ? join(folder, 'archive.download') : localFile(source.place);
  if (url) await download(url, file, onProgress, signal);
  const expected = declared ?? (url ? await publishedSum(url, signal) : await sumBeside(file));
  if (expected !== null && (await sha256Of(file, signal)) !== expected) {
    throw archiveProblem(msg('The checksum of {0} is not the one that is expected of it.', url ? shown(url) : file));
  }
  return file;
}

/** Null for a path. Plain http is for servers on this very machine only. */
export function webAddress(place: string): URL | null {
  if (!/^https?:\/\//iu.test(place)) return null;
  const url = URL.canParse(place) ? new URL(place) : null;
  if (url && isAllowed(url)) return url;
  throw archiveProblem(
    msg('“{0}” is not an address that may be used.', url ? shown(url) : place),
    msg('Name a file, or an address that begins with https:// and holds no password.'),
  );
}

function isAllowed({ protocol, hostname, username, password }: URL): boolean {
  const safe = protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return safe && username === '' && password === '';
}

/** An address as it may be shown: what follows `?` can be a secret. */
function shown({ origin, pathname }: URL): string {
  return origin + pathname;
}

function localFile(place: string): string {
  const file = resolve(place.startsWith('~/') ? join(homedir(), place.slice(2)) : place);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw archiveProblem(msg('There is no file {0}.', file));
}

async function download(url: URL, file: string, onProgress: (progress: LabProgress) => void, signal: AbortSignal): Promise<void> {
  const response = await request(url, signal);
  if (!response.ok || !response.body) throw refused(url, response.status);
  const total = Math.round(Number(response.headers.get('content-length') ?? 0) / MEGABYTE);
  const body = told(response.body, (bytes) => {
    onProgress({ message: msg('Downloading the runtime archive ({0} of {1} MB)…', Math.round(bytes / MEGABYTE), total || '?') });
  });
  try {
    await pipeline(body, createWriteStream(file), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(url, error);
  }
}

/** The same chunks, with a word now and then on how many bytes have come. */
async function* told(body: AsyncIterable<Uint8Array>, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let toldAt = -TELL_EVERY;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes - toldAt >= TELL_EVERY) tell((toldAt = bytes));
    yield chunk;
  }
}

/** The checksum that lies beside the archive on its server; null where there is none. */
async function publishedSum(url: URL, signal: AbortSignal): Promise<string | null> {
  const beside = new URL(url);
  beside.pathname += '.sha256';
  const response = await request(beside, signal);
  if (response.status === 404) return null;
  if (!response.ok) throw refused(beside, response.status);
  return readSum(await response.text(), shown(beside));
}

async function sumBeside(file: string): Promise<string | null> {
  const beside = `${file}.sha256`;
  return existsSync(beside) ? readSum(await readFile(beside, 'utf8'), beside) : null;
}

/** As `sha256sum` writes it: the digits, then the file's name. */
function readSum(text: string, from: string): string {
  const sum = text.trim().split(/\s/u)[0]?.toLowerCase() ?? '';
  if (isSha256(sum)) return sum;
  throw archiveProblem(msg('{0} holds no checksum.', from));
}

function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, { signal });
    webAddress(response.url);
    return response;
  } catch (error) {
    signal.throwIfAborted();
    throw isUserError(error) ? error : unreachable(url, error);
  }
}

function refused(url: URL, status: number): Error {
  return archiveProblem(msg('{0} answered with status {1}.', shown(url), status), msg('Check the address of the archive in the settings.'));
}

function unreachable(url: URL, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return archiveProblem(
    msg('{0} could not be downloaded: {1}', shown(url), reason),
    msg('Check the network and the address of the archive, or download it yourself and name the file.'),
    error,
  );
}
