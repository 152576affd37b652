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

/** A path as the user wrote it; nothing where the setting is empty. */
export function pathSetting(key: Exclude<keyof Settings, 'runtime'>): string | undefined {
  const path = new Setting(key).value.trim();
  return path === '' ? undefined : path;
}
