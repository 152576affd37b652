/** What a user can choose; `auto`: containers where a Docker engine answers and no local lab runs, else local. */
export const RUNTIME_CHOICES = ['auto', 'local', 'compose'] as const;
export type RuntimeChoice = (typeof RUNTIME_CHOICES)[number];

/** What the user chose by hand; each of it is looked for when it is absent or empty. */
export interface LabSettings {
  /** `local` when absent: tests and tools never depend on Docker. */
  readonly runtime?: RuntimeChoice | undefined;
  /** A JDK's or JRE's folder, as in `JAVA_HOME`. */
  readonly javaHome?: string | undefined;
  /** Homes of Javas that come with other programs, such as an extension for Java; tried when there is no other. */
  readonly bundledJavas?: readonly string[] | undefined;
  /** The folder with `postgres` and `initdb`. */
  readonly postgresBin?: string | undefined;
  /** The folder with `mysqld`. */
  readonly mysqlBin?: string | undefined;
  /** The `mvn` program. */
  readonly mavenPath?: string | undefined;
  /** A runtime archive to fill the jar cache from in place of Maven: its path, or an https address. */
  readonly runtimeArchive?: string | undefined;
  /** What the SHA-256 of that archive has to be. */
  readonly runtimeArchiveSha256?: string | undefined;
  /** The `prometheus` program, or the folder it lies in. */
  readonly prometheusPath?: string | undefined;
  readonly pythonPath?: string | undefined;
  /** Minutes without any client after which the lab stops by itself; 30 by default. */
  readonly idleMinutes?: number | undefined;
}
