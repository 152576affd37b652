import { ESLint } from 'eslint';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerRule } from '../../../scripts/lint/layerRule.mjs';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../../..');

/** The rule alone, on text, without type information: milliseconds instead of a whole program. */
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { project: { rules: { layers: layerRule } } },
    rules: { 'project/layers': 'error' },
  },
});

async function crossings(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ message }) => message);
}

const forbidden: readonly (readonly [file: string, code: string])[] = [
  ['src/core/a.ts', "import { window } from 'vscode';"],
  ['src/core/a.ts', "import type { Uri } from 'vscode';"],
  ['src/core/a.ts', "type Uri = import('vscode').Uri;"],
  ['src/core/a.ts', "import { readFile } from 'node:fs/promises';"],
  ['src/core/a.ts', "import fs from 'fs';"],
  ['src/core/a.ts', "const fs = require('fs');"],
  ['src/core/a.ts', "import fs = require('fs');"],
  ['src/core/a.ts', "await import('node:fs');"],
  ['src/core/a.ts', "import { Kafka } from 'kafkajs';"],
  ['src/core/a.ts', "import type { Lab } from '../lab/local';"],
  ['src/core/check/a.ts', "export * from '../../drivers/index';"],
  ['src/core/check/a.ts', "export { run } from '../../cli/play';"],
  ['src/drivers/connect/a.ts', "import { window } from 'vscode';"],
  ['src/drivers/connect/a.ts', "import { Kafka } from 'kafkajs';"],
  ['src/drivers/postgres/a.ts', "import { Kafka } from 'kafkajs';"],
  ['src/drivers/a.ts', "import { createLab } from '../lab/index';"],
  ['src/lab/a.ts', "import { Client } from 'pg';"],
  ['src/lab/a.ts', "import { createDrivers } from '../drivers/index';"],
  ['src/lab/guard/a.ts', "import { ids } from '../../ui/ids';"],
  ['src/ui/a.ts', "import { createLab } from '../lab/index';"],
  ['src/ui/a.ts', "await import('../drivers/index');"],
  ['src/ui/views/a.ts', "import { type Drivers, createDrivers } from '../../drivers/index';"],
  ['src/ui/a.ts', "import { spawn } from 'node:child_process';"],
  ['src/cli/a.ts', "import { ids } from '../ui/ids';"],
  ['src/cli/a.ts', "import { window } from 'vscode';"],
  ['media/lesson/a.ts', "import { english } from '../../src/core/message';"],
  ['media/lesson/a.ts', "import type { Lesson } from '../../src/core/lesson/lesson';"],
  ['media/lesson/a.ts', "import { x } from '../../src/core/protocol/protocol';"],
];

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/core/check/a.ts', "import type { Endpoints } from '../lab/endpoints';"],
  ['src/core/lesson/a.ts', "import MarkdownIt from 'markdown-it';"],
  ['src/drivers/kafka/a.ts', "import { Kafka } from 'kafkajs';"],
  ['src/drivers/postgres/a.ts', "import { Client } from 'pg'; import net from 'node:net'; import { msg } from '../../core/message';"],
  ['src/lab/guard/a.ts', "import net from 'node:net'; import { msg } from '../../core/message';"],
  ['src/ui/a.ts', "import { window } from 'vscode'; import type { Drivers } from '../drivers/index';"],
  ['src/ui/a.ts', "import { type Lab } from '../lab/index';"],
  ['src/cli/a.ts', "import { createLab } from '../lab/index'; import { createDrivers } from '../drivers/index';"],
  ['src/extension.ts', "import { window } from 'vscode'; import { a } from './ui/a'; await import('./drivers/index');"],
  ['media/lesson/a.ts', "import type { HostToPage } from '../../src/core/protocol/protocol'; import mermaid from 'mermaid';"],
  ['media/lesson/a.ts', "import { grid } from '../shared/grid';"],
];

describe('layer rule', () => {
  it.each(forbidden)('%s may not: %s', async (file, code) => {
    expect(await crossings(file, code)).toEqual([expect.stringContaining('may not import')]);
  });

  it.each(allowed)('%s may: %s', async (file, code) => {
    expect(await crossings(file, code)).toEqual([]);
  });

  it('is an error in the configuration that `npm run lint` uses', async () => {
    const config: unknown = await new ESLint({ cwd: root }).calculateConfigForFile(path.join(root, 'src/core/message.ts'));
    expect(config).toMatchObject({ rules: { 'project/layers': [2] }, linterOptions: { noInlineConfig: true } });
  });
});
