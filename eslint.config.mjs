// One configuration for all workspaces. The import-direction rules are the arrows of docs/architecture.md.
import js from '@eslint/js';
import grafana from '@grafana/eslint-config/flat.js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PURE = ['model', 'analysis', 'query', 'sources'];

/** Who may import which of our packages. `model` <- `analysis`, `query` <- `sources` <- plugin; all but the plugin <- server. */
const MAY_IMPORT = {
  'packages/model': [],
  'packages/analysis': ['model'],
  'packages/query': ['model'],
  'packages/sources': ['model', 'analysis', 'query'],
  'packages/server': ['model', 'analysis', 'query', 'sources', 'shell/server'],
  'packages/shell': ['model'],
  'plugins/watchingcat-app': ['model', 'analysis', 'query', 'sources'],
  demo: [],
};

const directions = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}', 'packages/*/test/**'], // a test may start the real thing that it tests against
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: ['moment'], // as Grafana's rule has it, which this one replaces
        patterns: [
          {
            group: ['@watchingcat/*', ...allowed.map((name) => `!@watchingcat/${name}`)],
            message: `${folder} may import ${allowed.join(', ') || 'none of our packages'}: see docs/architecture.md.`,
          },
          { group: ['@watchingcat/*/src/*'], message: "Import a package's index; what it does not export is its own." },
          ...(PURE.some((name) => folder === `packages/${name}`)
            ? [{ group: ['node:*'], message: 'This package runs in browsers too: pass transport and clock in.' }]
            : []),
        ],
      },
    ],
  },
}));

export default defineConfig([
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      'coverage/',
      'data/',
      '.cache/',
      'plugins/watchingcat-app/.config/',
      'test-results/',
      'playwright-report/',
    ],
  },
  js.configs.recommended,
  // Before ours, which are stricter: of two settings of a rule the last one holds.
  {
    files: ['plugins/watchingcat-app/src/**/*.{ts,tsx}', 'packages/shell/src/client/**/*.{ts,tsx}'],
    extends: [grafana],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['plugins/watchingcat-app/webpack.config.ts'] } },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/require-await': 'off', // interfaces ask for promises
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', '**/testing/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any and JSON answers
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // What talks to a person on a terminal.
  {
    files: [
      'scripts/**',
      'bench/**',
      'e2e/**',
      'demo/src/**',
      'packages/server/src/cli/**',
      'packages/shell/*.ts',
      'packages/*/bin/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', setInterval: 'readonly', clearInterval: 'readonly' },
    },
  },
  ...directions,
  {
    files: PURE.map((name) => `packages/${name}/src/**/*.ts`),
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'process',
        'Buffer',
        'fetch',
        'localStorage',
        'navigator',
      ],
    },
  },
  {
    files: ['packages/shell/src/**/*.tsx'],
    rules: { 'react/react-in-jsx-scope': 'off' }, // esbuild's automatic JSX; the plugin's is classic, see docs/adr/0001
  },
  {
    files: ['demo/src/frontend/public/**/*.js'],
    languageOptions: {
      globals: {
        window: 'readonly',
        document: 'readonly',
        fetch: 'readonly',
        location: 'readonly',
        setTimeout: 'readonly',
        FormData: 'readonly',
        sessionStorage: 'readonly',
        localStorage: 'readonly',
        HTMLElement: 'readonly',
        Event: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  // Bundler configurations are run, not type-checked with the product.
  { files: ['plugins/watchingcat-app/webpack.config.ts'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
]);
