import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layerRule } from './scripts/lint/layerRule.mjs';

const BRAND = {
  selector: "BinaryExpression[operator='instanceof'][right.name='UserError']",
  message: 'Several bundles carry their own copy of the class: recognise it with isUserError().',
};
const CLOCK = {
  selector: "BinaryExpression > CallExpression[callee.object.name='Date'][callee.property.name='now']",
  message: 'The clock of the day can be set while the program runs: measure with performance.now().',
};

export default defineConfig(
  { ignores: ['dist*/', 'docs/', '.cache/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    plugins: { project: { rules: { layers: layerRule } } },
    rules: {
      'project/layers': 'error',
      'no-restricted-syntax': ['error', BRAND],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // TypeScript itself asks for the bracket on an index signature (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A silent log and an event nobody listens to are empty on purpose.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions', 'methods'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  { files: ['{src,media}/**/*.ts'], rules: { 'no-restricted-syntax': ['error', BRAND, CLOCK] } },
  {
    // Assertions on unknown data are how a driver or a test reads a foreign library; core, lab and ui parse instead.
    files: ['src/{core,lab,ui,cli}/**/*.ts', 'src/extension.ts', 'media/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    // Plain JavaScript runs before anything is installed or built; its types are JSDoc, checked by tsc.
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
