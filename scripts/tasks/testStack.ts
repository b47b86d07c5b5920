// npm run test:stack [-- JEST ARGUMENTS]: installs the real back-ends (cached outside the checkout), then runs the tests that need them, in
// files named *.stack.test.ts, and, without arguments, what a person does in a browser over them. What cannot be installed here is said. The
// last line is `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../children.ts';
import { findChromium } from '../chromium.ts';
import { installed, ROOT } from '../paths.ts';
import { COMPONENTS, TITLES, type ComponentName, type Skipped } from '../stack/components.ts';
import { installAll } from '../stack/install/installAll.ts';
import { SKIPPED_VARIABLE } from '../stack/itNeeding.ts';
import { stackCache } from '../stack/install/cache.ts';

const RESULT = join(ROOT, '.cache', 'test', 'stack.json');
const BROWSER_RESULT = join(ROOT, '.cache', 'test', 'stack-playwright.json');
/** What `npm run stack` shows without asking anybody else. */
const NEEDED_BY_BROWSER: readonly ComponentName[] = ['elasticsearch', 'jaeger', 'collector', 'prometheus'];
/** server.spec.ts is about `npm start` itself. */
const SPECS = ['accessible', 'backEnds', 'cause', 'exemplars', 'logs'];
const NOTHING: Counts = { passed: 0, failed: 0, pending: 0 };

for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
try {
  console.log(`The back-ends live in ${stackCache()}.`);
  const { skipped } = await installAll(COMPONENTS, console.log);
  await runTests(skipped);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  console.log('0 passed, 1 failed');
}

async function runTests(skipped: readonly Skipped[]): Promise<void> {
  rmSync(RESULT, { force: true });
  mkdirSync(join(ROOT, '.cache', 'test'), { recursive: true });
  const jest = [installed('jest/bin/jest.js'), '--selectProjects', 'stack', '--runInBand'];
  const code = await runProgram(
    process.execPath,
    [...jest, '--json', '--outputFile', RESULT, ...process.argv.slice(2)],
    { env: { WATCHINGCAT_STACK: '1', [SKIPPED_VARIABLE]: skipped.map(({ component }) => component).join() } },
  );
  const jestCounts = readCounts();
  const browser = process.argv.length > 2 ? NOTHING : await runBrowser(skipped);
  const failed = (code !== 0 && jestCounts.failed === 0 ? 1 : jestCounts.failed) + browser.failed;
  const pending = jestCounts.pending + browser.pending;
  process.exitCode = failed > 0 ? 1 : 0;
  for (const { component, reason } of skipped) console.log(`Not tested: ${TITLES[component]}: ${reason}.`);
  console.log(
    `${jestCounts.passed + browser.passed} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`,
  );
}

/** The app's end-to-end tests, reading the real back-ends instead of the server. */
async function runBrowser(skipped: readonly Skipped[]): Promise<Counts> {
  if (skipped.some(({ component }) => NEEDED_BY_BROWSER.includes(component)))
    return { ...NOTHING, pending: SPECS.length };
  rmSync(BROWSER_RESULT, { force: true });
  const code = await runProgram(
    process.execPath,
    [installed('@playwright/test/cli.js'), 'test', '-c', 'e2e', ...SPECS],
    {
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_RESULT,
        WATCHINGCAT_CHROMIUM: findChromium(),
        WATCHINGCAT_E2E_SCRIPT: 'stack',
      },
    },
  );
  const counts = readBrowserCounts();
  return { ...counts, failed: code !== 0 && counts.failed === 0 ? 1 : counts.failed };
}

function readBrowserCounts(): Counts {
  try {
    const { stats } = JSON.parse(readFileSync(BROWSER_RESULT, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    };
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky, pending: stats.skipped };
  } catch {
    return NOTHING; // Playwright did not get as far as its result
  }
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}

function readCounts(): Counts {
  try {
    const json = JSON.parse(readFileSync(RESULT, 'utf8')) as Record<
      `num${'Passed' | 'Failed' | 'Pending'}Tests`,
      number
    >;
    return { passed: json.numPassedTests, failed: json.numFailedTests, pending: json.numPendingTests };
  } catch {
    return NOTHING; // Jest did not get as far as its result
  }
}
