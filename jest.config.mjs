import { existsSync } from 'node:fs';

// One Jest for all workspaces: `node` projects run on Node's own environment, the plugin and the shell in jsdom.
const swc = (tsx) => ({
  '^.+\\.(t|j|mj)sx?$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', tsx, decorators: false }, target: 'es2022' },
      module: { type: 'commonjs' },
    },
  ],
});
/** Tests against real back-ends take minutes to install: only `npm run test:stack`, which sets WATCHINGCAT_STACK=1, runs them. */
const REAL_BACK_ENDS = '\\.stack\\.test\\.ts$';
const node = (displayName, rootDir) => ({
  displayName,
  rootDir,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', REAL_BACK_ENDS],
  transform: swc(false),
  // Published as ES modules only, which Jest's CommonJS runtime cannot require.
  transformIgnorePatterns: ['/node_modules/(?!(typebox|content-disposition|cookie)/)'],
});
const stack = { ...node('stack', '.'), testMatch: ['**/*.stack.test.ts'], testPathIgnorePatterns: ['/node_modules/'] };

export default {
  collectCoverageFrom: [
    '{packages,plugins}/*/src/**/*.{ts,tsx}',
    'demo/src/**/*.ts',
    '!**/*.test.{ts,tsx}',
    '!**/*.d.ts',
  ],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 80 } },
  projects: [
    node('model', 'packages/model'),
    node('analysis', 'packages/analysis'),
    node('query', 'packages/query'),
    node('sources', 'packages/sources'),
    node('server', 'packages/server'),
    node('demo', 'demo'),
    node('scripts', 'scripts'),
    './packages/shell/jest.config.mjs',
    './plugins/watchingcat-app/jest.config.mjs',
    ...(process.env.WATCHINGCAT_STACK === '1' ? [stack] : []),
  ].filter((project) => typeof project !== 'string' || existsSync(project)),
};
