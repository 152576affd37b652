import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readText } from '../files/readable';
import { runCommand } from '../process/runCommand';
import { localListeners } from '../services/kafka';
import { PREFERRED_PORTS } from '../services/service';
import { fillTemplate, propertyPath } from '../services/template';
import { assemble } from './assembled';
import { recordJars } from './jarRecord';

/**
 * The folder for the jars of this version of the lab. Its name has the hash of all that decides what is inside, so a
 * changed version never finds old jars.
 */
export function jarFolder(cache: string, assets: string): string {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'kafka.properties']) hash.update(readFileSync(join(assets, 'local', file)));
  return join(cache, `jars-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * The folder for class archives of these jars on this Java. A JVM refuses an archive made by another build, or for jars at
 * another place, so its name has the hash of both.
 */
export function classArchiveFolder(cache: string, jars: string, java: string): string {
  const hash = createHash('sha256').update(jars).update('\0').update(realpathSync(java));
  hash.update(readText(join(dirname(dirname(realpathSync(java))), 'release')) ?? '');
  return join(cache, `classes-${hash.digest('hex').slice(0, 16)}`);
}

export interface JarFiller {
  readonly assets: string;
  readonly java: string;
  /** Puts `libs/`, `plugins/` and `agent/` into the folder. */
  readonly fetch: (folder: string, signal: AbortSignal) => Promise<void>;
}

/** Fills the folder unless it is there: the jars, a storage folder formatted by Kafka's own tool, and a record of all files. */
export async function fillJars(folder: string, { assets, java, fetch }: JarFiller, signal: AbortSignal): Promise<void> {
  if (existsSync(folder)) return;
  await assemble(folder, async (beside) => {
    await fetch(beside, signal);
    await formatSeed(beside, assets, java, signal);
    await recordJars(beside, signal);
  });
}

async function formatSeed(folder: string, assets: string, java: string, signal: AbortSignal): Promise<void> {
  const seed = join(folder, 'kafka-seed');
  const config = join(folder, 'seed.properties');
  const template = readFileSync(join(assets, 'local', 'kafka.properties'), 'utf8');
  const values = {
    ...localListeners(PREFERRED_PORTS.kafka),
    'kafka.controller.port': PREFERRED_PORTS.kafkaController,
    data: propertyPath(seed),
  };
  await mkdir(seed);
  await writeFile(config, fillTemplate(template, values));
  const classPath = join(folder, 'libs', '*');
  const options = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath];
  const format = ['kafka.tools.StorageTool', 'format', '--config', config, '--cluster-id', randomClusterId()];
  const { code, stdout, stderr } = await runCommand(java, [...options, ...format], { signal, cwd: folder });
  if (code !== 0) throw new Error(`Kafka's format command failed with code ${String(code)}:\n${stdout}\n${stderr}`);
  await rm(config);
}

/**
 * 16 random bytes as URL-safe Base64 of 22 characters, the form Kafka gives its own ids. It never begins with `-`, which
 * Kafka's tool would take for an option: that is the 62nd sign of the alphabet, and the first byte stays below 128.
 */
export function randomClusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('base64url');
}
