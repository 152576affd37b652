import { statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import type { LabStatus, PreflightFinding, Profile } from '../../core/lab/lab';
import { msg } from '../../core/message';
import { readText } from '../files/readable';
import { profileDefinition } from '../services/profiles';

const MIB = 1024 * 1024;
/** Jars and a database server's programs, in MiB. */
const DOWNLOADS_MB = 400;

/** Less than the estimate is slow rather than impossible (pages are swapped); less than half of it is hopeless. */
export function checkMemory(profile: Profile, status: LabStatus): PreflightFinding {
  const needed = profileDefinition(profile)?.memoryMb ?? 0;
  const taken = status.services.reduce((sum, service) => sum + (service.memoryMb ?? 0), 0);
  const available = availableMemoryMb() + taken;
  if (available >= needed)
    return { id: 'memory', level: 'ok', text: msg('Memory: {0} MB are free, {1} MB are needed.', available, needed) };
  // macOS counts as free only what is wholly unused, and that is little on any machine that has run for a while.
  const hopeless = available < needed / 2 && process.platform !== 'darwin';
  return {
    id: 'memory',
    level: hopeless ? 'missing' : 'warning',
    text: msg('Memory: only {0} MB are free, {1} MB are needed.', available, needed),
    fix: msg('Close other programs, or stop another lab.'),
  };
}

export function checkDisk(profile: Profile, home: string, downloaded: boolean): PreflightFinding {
  const needed = (profileDefinition(profile)?.diskMb ?? 0) + (downloaded ? 0 : DOWNLOADS_MB);
  const free = freeDiskMb(home);
  if (free === null || free >= needed) {
    return { id: 'disk', level: 'ok', text: msg('Disk: {0} MB are free for {1}.', free ?? '?', home) };
  }
  return {
    id: 'disk',
    level: 'missing',
    text: msg('Disk: only {0} MB are free for {1}, {2} MB are needed.', free, home, needed),
    fix: msg('Make room, or set DEBEZIUM_LAB_HOME to a folder on another disk.'),
  };
}

/** On Linux the system's own estimate, which counts the caches it can give up; elsewhere what is wholly unused. */
function availableMemoryMb(): number {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/mu.exec(readText('/proc/meminfo') ?? '')?.[1];
  return Math.round(kibibytes === undefined ? freemem() / MIB : Number(kibibytes) / 1024);
}

/** Of the file system that will hold the folder, which need not exist yet. */
function freeDiskMb(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.round((bavail * bsize) / MIB);
  } catch {
    const above = dirname(folder);
    return above === folder ? null : freeDiskMb(above);
  }
}
