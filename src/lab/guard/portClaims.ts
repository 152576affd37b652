import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOwnFolder } from '../files/ownFolder';
import type { ProcessIdentity } from '../process/processIdentity';
import { releaseLock, takeLock } from './guardLock';

/** Where the labs of one user, whatever their homes, tell each other which ports they have taken or are about to take. */
export function claimsFolder(): string {
  return join(tmpdir(), `debezium-lab-ports-${String(process.getuid?.() ?? 'user')}`);
}

/**
 * Ports that this guard has reserved. Between the look at a port and the moment its server listens another lab could
 * choose the same one; a file named after the port, with its guard's identity in it, keeps it. Other programs know nothing
 * of it: what they take meanwhile is noticed when the server cannot listen.
 */
export class PortClaims {
  private readonly claimed = new Set<number>();

  constructor(
    private readonly folder: string,
    private readonly me: ProcessIdentity,
  ) {}

  /** False when a living guard of another lab has the port. */
  async claim(port: number): Promise<boolean> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    // Prepared by another user: then there is nothing to agree on.
    if (!isOwnFolder(this.folder)) return true;
    if (!(await takeLock(this.file(port), this.me))) return false;
    this.claimed.add(port);
    return true;
  }

  releaseAll(): void {
    for (const port of this.claimed) releaseLock(this.file(port), this.me);
    this.claimed.clear();
  }

  private file(port: number): string {
    return join(this.folder, String(port));
  }
}
