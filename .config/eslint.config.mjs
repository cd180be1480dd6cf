// Lint of the house. Run from the root: eslint --config .config/eslint.config.mjs src test .config
// Laws of our own are data in house-laws.mjs; an exception is a door named there, never an inline comment.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';
import { laws } from './house-laws.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What ESLint recommends. ESLint 10 no longer brings @eslint/js, but each rule still says it of itself. */
const recommended = Object.fromEntries(
  [...builtinRules].filter(([, rule]) => rule.meta.docs?.recommended).map(([name]) => [name, 'error']),
);

const ruleOf = ({ say, on, check }) => ({
  meta: { type: 'problem', messages: { say }, schema: [] },
  create: check ?? ((context) => {
    const report = (node) => context.report({ node, messageId: 'say' });
    return Object.fromEntries(on.map((selector) => [selector, report]));
  }),
});

const house = { rules: Object.fromEntries(laws.map((law) => [law.name, ruleOf(law)])) };

const lawConfigs = laws.map(({ name, within, except = [] }) => ({
  name: `house/${name}`,
  files: within,
  ignores: except,
  rules: { [`house/${name}`]: 'error' },
}));

/** Globals of Node, read from the Node that runs us, and the few of a page that the browser harness names. */
const globals = Object.fromEntries(
  [...Object.getOwnPropertyNames(globalThis), 'document', 'window', 'getComputedStyle', 'HTMLElement'].map((name) => [name, 'readonly']),
);

const budgets = {
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 40, IIFEs: true }],
  'max-depth': ['error', 3],
  complexity: ['error', 10],
  '@typescript-eslint/max-params': ['error', { max: 3 }],
};

const typed = {
  eqeqeq: 'error',
  'no-control-regex': 'off', // Refusing control characters is our business.
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
  '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default defineConfig(
  // Folders that tests read as data, and what machines write.
  { ignores: ['dist', 'out', 'coverage', '**/node_modules', '**/*.d.ts', 'test/cases', 'test/sample', '**/fixtures'] },
  {
    name: 'house/everywhere',
    plugins: { house },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: recommended,
  },
  {
    name: 'house/typescript',
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: ROOT } },
    rules: { ...typed, ...budgets },
  },
  {
    name: 'house/src',
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  { name: 'house/test', files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    name: 'house/scripts',
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals },
    rules: { 'max-lines': budgets['max-lines'], 'no-control-regex': 'off', eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  { name: 'house/scripts-cjs', files: ['**/*.cjs', '**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  ...lawConfigs,
);
