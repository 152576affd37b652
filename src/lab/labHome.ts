import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface HomeDefaults {
  readonly platform: NodeJS.Platform;
  readonly homedir: string;
  readonly isRoot: boolean;
}

export function hostDefaults(): HomeDefaults {
  return { platform: process.platform, homedir: homedir(), isRoot: process.getuid?.() === 0 };
}

/**
 * The one folder for the lab's state, data, caches and logs: `DEBEZIUM_LAB_HOME`, else the platform's place for the
 * data of programs. Root gets a folder outside its own home: PostgreSQL must then run as another user, who cannot look
 * into root's home.
 */
export function labHome(env: NodeJS.ProcessEnv, defaults: HomeDefaults = hostDefaults()): string {
  const chosen = env['DEBEZIUM_LAB_HOME'];
  if (chosen) return resolve(chosen);
  switch (defaults.platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(defaults.homedir, 'AppData', 'Local'), 'debezium-lab');
    case 'darwin':
      return join(defaults.homedir, 'Library', 'Application Support', 'debezium-lab');
    default:
      if (defaults.isRoot) return '/var/lib/debezium-lab';
      return join(env['XDG_DATA_HOME'] ?? join(defaults.homedir, '.local', 'share'), 'debezium-lab');
  }
}
