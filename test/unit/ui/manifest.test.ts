import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  CONTEXT_KEYS,
  GLOSSARY_PANEL,
  LESSON_PANEL,
  ROW_CONTEXTS,
  SETTING_DEFAULTS,
  SETTINGS_SECTION,
  VIEWS,
} from '../../../src/ui/ids';
import { root } from './messages';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly keybindings: readonly MenuItem[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown; readonly scope: string }>> };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly svg: string } }[] }[];
  };
}

const text = readFileSync(path.join(root, 'package.json'), 'utf8');
const { contributes, activationEvents } = JSON.parse(text) as Manifest;
const menuItems = Object.values(contributes.menus).flat();
const commands = contributes.commands.map(({ command }) => command);

describe('the manifest', () => {
  it('declares the commands that are registered, and no other', () => {
    expect([...commands].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('keeps commands that need a row out of the palette', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    const ofRows = Object.entries(COMMANDS).flatMap(([id, from]) => (from === 'row' ? [id] : []));
    expect([...hidden].sort()).toEqual(ofRows.sort());
  });

  it('names only known commands in menus, keys, welcomes and walkthroughs', () => {
    const texts = ['package.nls.json', 'package.nls.ru.json'].map((file) => readFileSync(path.join(root, file), 'utf8'));
    const linked = texts.flatMap((file) => [...file.matchAll(/command:([\w.]+)/gu)].map(([, id]) => id ?? ''));
    const named = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
    expect([...named, ...linked].filter((id) => !(id in COMMANDS))).toEqual([]);
  });

  it('gives an icon to every command that stands as a button', () => {
    const buttons = new Set(menuItems.filter(({ group }) => /^(?:navigation|inline)/u.test(group ?? '')).map(({ command }) => command));
    const without = contributes.commands.filter(({ command, icon }) => buttons.has(command) && !icon).map(({ command }) => command);
    expect(without).toEqual([]);
  });

  it('has at most three inline actions on a row', () => {
    for (const context of ROW_CONTEXTS) {
      const inline = (contributes.menus['view/item/context'] ?? []).filter(
        ({ when, group }) => group?.startsWith('inline') && matchesRow(when ?? '', context),
      );
      expect(inline.length, context).toBeLessThanOrEqual(3);
    }
  });

  it('declares the views that are registered, and no other', () => {
    const declared = Object.values(contributes.views)
      .flat()
      .map(({ id }) => id);
    expect([...declared].sort()).toEqual(Object.values(VIEWS).sort());
  });

  it('asks only for context keys that are set, and values they can have', () => {
    const clauses = [
      ...menuItems.map(({ when }) => when),
      ...contributes.commands.map(({ enablement }) => enablement),
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...contributes.keybindings.map(({ when }) => when),
    ].filter((clause) => clause !== undefined);
    const known: Readonly<Record<string, readonly unknown[]>> = CONTEXT_KEYS;
    for (const clause of clauses) {
      for (const [, key = '', value] of clause.matchAll(/(?<!== )\b(debeziumLab\.\w+)(?: [!=]= (\w+))?/gu)) {
        expect(known[key], `${key} in ${clause}`).toBeDefined();
        if (value) expect(known[key], clause).toContain(value);
      }
    }
  });

  it('has menus for rows that exist', () => {
    for (const { when } of contributes.menus['view/item/context'] ?? []) {
      expect(
        ROW_CONTEXTS.some((context) => matchesRow(when ?? '', context)),
        when,
      ).toBe(true);
    }
  });

  it('declares the settings that are read, with their defaults, for this machine only', () => {
    const declared = Object.entries(contributes.configuration.properties).map(([key, { default: value }]) => [key, value]);
    const read = Object.entries(SETTING_DEFAULTS).map(([key, value]: [string, unknown]) => [`${SETTINGS_SECTION}.${key}`, value]);
    expect(declared).toEqual(read);
    for (const { scope } of Object.values(contributes.configuration.properties)) expect(scope).toBe('machine');
  });

  it('restores lesson panels', () => {
    expect(activationEvents).toContain(`onWebviewPanel:${LESSON_PANEL}`);
    expect(activationEvents).toContain(`onWebviewPanel:${GLOSSARY_PANEL}`);
  });

  it('names only files that are there', () => {
    const files = [...text.matchAll(/"(media\/[\w./-]+)"/gu)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

/** Evaluates the part of a `when` clause that is about the row. */
function matchesRow(when: string, context: string): boolean {
  const pattern = /viewItem =~ \/(.+)\//u.exec(when)?.[1];
  if (pattern !== undefined) return new RegExp(pattern, 'u').test(context);
  return /viewItem == ([\w.]+)/u.exec(when)?.[1] === context;
}
