import { ESLint } from 'eslint';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '../../..');
let eslint: ESLint;

beforeAll(async () => {
  // The rule as `npm run lint` has it, without type information.
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(path.join(root, 'src/lab/index.ts'))) as {
    readonly rules: Readonly<Record<string, [2, ...object[]]>>;
  };
  const rules = { 'no-restricted-syntax': config.rules['no-restricted-syntax'] ?? 'off' } as const;
  const overrideConfig = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, rules };
  eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig });
});

async function found(code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, 'src/lab/a.ts') });
  return (result?.messages ?? []).map(({ message }) => message);
}

it.each(['const ms = Date.now() - begun;', 'const deadline = Date.now() + 5000;', 'if (Date.now() > deadline) stop();'])(
  'time is not measured with a clock that can be set: %s',
  async (code) => {
    expect(await found(code)).toEqual([expect.stringContaining('performance.now()')]);
  },
);

it('it may be shown, or stored', async () => {
  expect(await found('const at = Date.now(); const begun = performance.now();')).toEqual([]);
});
