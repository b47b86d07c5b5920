// The shell's tests: the server part by Fastify's inject, and those client parts that need no browser (some in jsdom, because @grafana packages ask for a
// window). What a person sees is tested in Chromium by e2e/.

/** Packages that are published as ES modules only, which Jest's CommonJS has to compile. */
const ES_MODULES = [
  '@grafana',
  '@wojtekmaj',
  'content-disposition',
  'cookie',
  'd3-.*',
  'd3',
  'get-user-locale',
  'marked',
  'memoize',
  'mimic-function',
  'ol',
  'react-calendar',
  'react-colorful',
  'uuid',
];

const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript', tsx }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    module: { type: 'commonjs' },
  },
];

export default {
  displayName: 'shell',
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/jest.setup.ts'],
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  // Style sheets that @grafana/ui imports: any module without effects will do.
  moduleNameMapper: { '\\.css$': 'lodash/noop' },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  transform: { '\\.[cm]?[jt]s$': swc(false), '\\.[jt]sx$': swc(true) },
};
