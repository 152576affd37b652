import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { classArchive } from './classArchive';
import { propertyPath } from './template';
import type { Launch, ServiceContext } from './service';

export interface JavaProgram {
  /** Names its class archive. */
  readonly name: string;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly heapMb: number;
  /** What to give `-javaagent`. */
  readonly agent?: string | undefined;
}

/**
 * A JVM made for a quick start on a small machine: the C1 compiler only and the serial collector, which take less memory
 * and fewer threads than the defaults, at a peak throughput that no lesson needs.
 */
export function javaLaunch({ tools, paths }: ServiceContext, { name, mainClass, args, heapMb, agent }: JavaProgram): Launch {
  mkdirSync(paths.conf, { recursive: true });
  // A JVM refuses to write an archive of what an agent may have changed.
  const archive = classArchive(tools.classArchives, name, agent === undefined);
  return {
    command: tools.java,
    args: [
      `-Xmx${String(heapMb)}m`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      ...archive.options,
      ...(agent === undefined ? [] : [`-javaagent:${agent}`]),
      '-Djava.awt.headless=true',
      // Lessons quote what connectors say, and the drivers in them speak the machine's language otherwise.
      '-Duser.language=en',
      '-Duser.country=US',
      `-Dlog4j2.configurationFile=${propertyPath(join(tools.assets, 'local', 'log4j2.properties'))}`,
      '-cp',
      join(tools.jars, 'libs', '*'),
      mainClass,
      ...args,
    ],
    cwd: paths.conf,
    env: process.env,
    onStopped: archive.keep,
  };
}
