// npm test: everything that must hold, cheapest first. The last line is `N passed, N failed`, over tests and checks.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../children.ts';
import { findChromium } from '../chromium.ts';
import { installed, ROOT } from '../paths.ts';

interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
}

const RESULTS = join(ROOT, '.cache', 'test');
const ESLINT = ['.', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint'];
const PRETTIER = ['--check', '--cache', '--cache-location', '.cache/prettier', '--log-level', 'warn', '.'];
const TYPES = ['tsconfig.json', 'plugins/watchingcat-app/tsconfig.json', 'packages/shell/tsconfig.json'];
const node = (script: string, ...args: string[]) => runProgram(process.execPath, [script, ...args]);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const outcomes = [
  // ESLint keeps one core busy for as long as the other checks without tests keep the other.
  ...(
    await Promise.all([
      check('ESLint', () => node(installed('eslint/bin/eslint.js'), ...ESLINT)).then((outcome) => [outcome]),
      otherChecks(),
    ])
  ).flat(),
  await tests('Jest', 'jest.json', (file) =>
    node(
      installed('jest/bin/jest.js'),
      '--coverage',
      '--maxWorkers=2',
      '--json',
      // Real engines share the machine's cores with whatever else runs.
      '--testTimeout=30000',
      '--outputFile',
      file,
      ...process.argv.slice(2),
    ),
  ),
  await tests('Playwright', 'playwright.json', (file) =>
    runProgram(process.execPath, [installed('@playwright/test/cli.js'), 'test', '-c', 'e2e'], {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, WATCHINGCAT_CHROMIUM: findChromium() },
    }),
  ),
];

console.log();
for (const { name, seconds, passed, failed } of outcomes) {
  console.log(
    `${failed > 0 ? 'FAILED' : 'ok    '} ${name.padEnd(52)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(0).padStart(5)} s`,
  );
}
const passed = sum(outcomes.map((outcome) => outcome.passed));
const failed = sum(outcomes.map((outcome) => outcome.failed));
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

/** One after the other, so that they leave a core to ESLint. */
async function otherChecks(): Promise<Outcome[]> {
  const outcomes = [
    await check('Prettier', () => node(installed('prettier/bin/prettier.cjs'), ...PRETTIER)),
    await check('knip', () => node(installed('knip/bin/knip.js'))),
  ];
  for (const project of TYPES)
    outcomes.push(
      await check(`types of ${project}`, () => node(installed('typescript/bin/tsc'), '-p', project, '--noEmit')),
    );
  outcomes.push(
    await check('bundles and their size', () => node(join(ROOT, 'scripts/tasks/size.ts'))),
    await check('imports of Grafana 11.0 to 13.2', () => node(join(ROOT, 'scripts/tasks/compat.ts'))),
  );
  return outcomes;
}

async function check(name: string, run: () => Promise<number>): Promise<Outcome> {
  const { seconds, code } = await timed(name, run);
  return { name, seconds, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** A runner that fails without a failed test (a broken configuration, coverage below the floor) counts as one failure. */
async function tests(name: string, resultFile: string, run: (file: string) => Promise<number>): Promise<Outcome> {
  const file = join(RESULTS, resultFile);
  const { seconds, code } = await timed(name, () => run(file));
  const counts = readCounts(file);
  return { name, seconds, passed: counts.passed, failed: code !== 0 && counts.failed === 0 ? 1 : counts.failed };
}

async function timed(name: string, run: () => Promise<number>): Promise<{ seconds: number; code: number }> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const code = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
  return { seconds: (performance.now() - started) / 1000, code };
}

function readCounts(file: string): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests?: number;
      numFailedTests?: number;
      stats?: { expected: number; unexpected: number; flaky: number };
    };
    if (json.stats !== undefined)
      return { passed: json.stats.expected, failed: json.stats.unexpected + json.stats.flaky };
    return { passed: json.numPassedTests ?? 0, failed: json.numFailedTests ?? 0 };
  } catch {
    return { passed: 0, failed: 0 }; // the runner did not get as far as its result
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
