// npm run test:stack [-- JEST ARGUMENTS]: installs the real back-ends (cached outside the checkout), then runs the tests that need them,
// in files named *.stack.test.ts. What cannot be installed here is said. The last line is `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../children.ts';
import { installed, ROOT } from '../paths.ts';
import { COMPONENTS, TITLES, type Skipped } from '../stack/components.ts';
import { installAll } from '../stack/install/installAll.ts';
import { SKIPPED_VARIABLE } from '../stack/itNeeding.ts';
import { stackCache } from '../stack/install/cache.ts';

const RESULT = join(ROOT, '.cache', 'test', 'stack.json');

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
  const { passed, failed, pending } = readCounts();
  process.exitCode = code;
  for (const { component, reason } of skipped) console.log(`Not tested: ${TITLES[component]}: ${reason}.`);
  console.log(
    `${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`,
  );
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
    return { passed: 0, failed: 0, pending: 0 }; // Jest did not get as far as its result
  }
}
