// The plugin's tests run in jsdom, on the same compiler as the bundle. @grafana packages bring dependencies that are only ES
// modules; those are compiled too (list: create-plugin's, in .config/jest/utils.js, and what the workspace packages need).
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ES_MODULES = [
  '@grafana/schema',
  '@wojtekmaj/date-utils',
  'd3',
  'd3-color',
  'd3-force',
  'd3-interpolate',
  'd3-scale-chromatic',
  'get-user-locale',
  'marked',
  'memoize',
  'mimic-function',
  'ol',
  'react-calendar',
  'react-colorful',
  'rxjs',
  'uuid',
];

const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'classic' } },
    },
    module: { type: 'commonjs' },
  },
];

export default {
  displayName: 'plugin',
  rootDir: import.meta.dirname,
  testEnvironment: require.resolve('jest-environment-jsdom'),
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  setupFilesAfterEnv: ['<rootDir>/jest.setup.ts'],
  modulePaths: ['<rootDir>/src'],
  moduleNameMapper: {
    '\\.(css|scss|sass)$': 'identity-obj-proxy',
    '\\.svg$': '<rootDir>/src/testing/image.ts',
    '^react-inlinesvg$': '<rootDir>/src/testing/reactInlineSvg.tsx',
  },
  transform: { '\\.[cm]?[jt]s$': swc(false), '\\.[jt]sx$': swc(true) },
  transformIgnorePatterns: [`node_modules/(?!.*(${ES_MODULES.join('|')})/.*)`],
};
