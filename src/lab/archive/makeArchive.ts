import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { LabCall } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { labPaths } from '../labPaths';
import type { LabSettings } from '../labSettings';
import { prepareJars } from '../toolchain/prepareJars';
import { sha256Of } from './hashes';
import type { ArchiveManifest } from './manifest';
import { writeArchive } from './writeArchive';

export interface ArchiveRequest {
  readonly home: string;
  readonly settings: LabSettings;
  /** The extension's `labs/` folder. */
  readonly assets: string;
  /** Where it is to go; a name with the versions in the present folder when it is left out. */
  readonly target: string | undefined;
}

export interface MadeArchive {
  readonly path: string;
  readonly sha256: string;
  /** How many files it holds. */
  readonly files: number;
}

/** Makes a runtime archive of the jars this version of the lab runs on, fetching them first, and writes its checksum beside it. */
export async function makeArchive({ home, settings, assets, target }: ArchiveRequest, call: LabCall): Promise<MadeArchive> {
  const { signal, onProgress = () => undefined } = call;
  const { jars } = await prepareJars({ paths: labPaths(home), settings, assets, signal, onProgress });
  const versions = versionsOf(readFileSync(join(assets, 'local', 'pom.xml'), 'utf8'));
  const path = resolve(target ?? `debezium-lab-runtime-kafka-${versions.kafka}-debezium-${versions.debezium}.tar.gz`);
  onProgress({ message: msg('Writing {0}…', path) });
  await mkdir(dirname(path), { recursive: true });
  const { files } = await writeArchive(path, jars, versions, signal);
  const sha256 = await sha256Of(path, signal);
  await writeFile(`${path}.sha256`, `${sha256}  ${basename(path)}\n`);
  return { path, sha256, files: files.length };
}

function versionsOf(pom: string): Pick<ArchiveManifest, 'kafka' | 'debezium'> {
  const version = (name: string): string => new RegExp(`<${name}\\.version>([^<]+)<`, 'u').exec(pom)?.[1] ?? 'unknown';
  return { kafka: version('kafka'), debezium: version('debezium') };
}
