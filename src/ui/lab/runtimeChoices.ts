import { SETTINGS_SECTION } from '../ids';

export interface RuntimeChoice {
  readonly value: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

function field(value: unknown, name: string): unknown {
  const isFields = (given: unknown): given is Fields => typeof given === 'object' && given !== null;
  return isFields(value) ? value[name] : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Where a lab can run, as the extension's manifest declares it for the setting: said once, in the reader's language. */
export function runtimeChoices(manifest: unknown): readonly RuntimeChoice[] {
  const properties = field(field(field(manifest, 'contributes'), 'configuration'), 'properties');
  const setting = field(properties, `${SETTINGS_SECTION}.runtime`);
  const descriptions = texts(field(setting, 'enumDescriptions'));
  return texts(field(setting, 'enum')).map((value, index) => ({ value, text: descriptions[index] ?? '' }));
}
