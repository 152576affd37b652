/** The user the databases run as when the lab itself is run by root, whom they refuse. */
export interface RunAs {
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
}

/** A database server's programs. */
export interface ServerPrograms {
  readonly bin: string;
  /** Such as `15.18` or `8.4.3`. */
  readonly version: string;
}

export interface MysqlPrograms extends ServerPrograms {
  /** A folder whose `data/` new servers begin with a copy of. */
  readonly seed: string;
}

/**
 * Everything the guard needs to start services, found or fetched beforehand by the client that asks it to. All paths
 * are absolute. Plain data: it travels through the guard's socket.
 */
export interface Toolchain {
  /** The `java` program. */
  readonly java: string;
  /** A filled jar cache: `libs/`, `plugins/`, `kafka-seed/`. */
  readonly jars: string;
  /** Where the class archives of this Java and these jars are, or will be: see `classArchive.ts`. */
  readonly classArchives: string;
  /** The folder with `postgres` and `initdb`; null when the profile has no PostgreSQL. */
  readonly postgres: ServerPrograms | null;
  /** The folder with `mysqld`; null when the profile has no MySQL. */
  readonly mysql: MysqlPrograms | null;
  /** The `prometheus` program; null when the profile has no Prometheus. */
  readonly prometheus: string | null;
  /** The extension's `labs/` folder, with the templates of the configuration files. */
  readonly assets: string;
  /** Where data folders go: below the lab's home, or elsewhere when `runAs` could not reach them there. */
  readonly dataRoot: string;
  readonly runAs: RunAs | null;
  /** Stop everything after so long without a client, in milliseconds. */
  readonly idleMs: number;
}
