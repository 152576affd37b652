import * as vscode from 'vscode';
import { SETTING_DEFAULTS, SETTINGS_SECTION, type Settings } from './ids';

/** One setting, by the type of its value. */
export class Setting<Key extends keyof Settings> {
  constructor(private readonly key: Key) {}

  get value(): Settings[Key] {
    return vscode.workspace.getConfiguration(SETTINGS_SECTION).get<Settings[Key]>(this.key, SETTING_DEFAULTS[this.key]);
  }

  onDidChange(listener: (value: Settings[Key]) => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SETTINGS_SECTION}.${this.key}`)) listener(this.value);
    });
  }
}

/** Settings that hold a path or a name. */
type PathSetting = Exclude<keyof Settings, 'runtime' | `external.${string}`>;

/** A path as the user wrote it; nothing where the setting is empty. */
export function pathSetting(key: PathSetting): string | undefined {
  const path = new Setting(key).value.trim();
  return path === '' ? undefined : path;
}

/** What the user wrote below `debeziumLab.external`. */
export function externalSettings(): Readonly<Record<string, unknown>> {
  const parts = ['name', 'readOnly', 'prefix', 'kafka', 'connect', 'postgres', 'mysql', 'mysqlReplica'] as const;
  return Object.fromEntries(parts.map((part) => [part, new Setting(`external.${part}`).value]));
}
