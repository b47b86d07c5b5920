import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { COMPONENTS } from '../components.ts';
import type { Stack } from '../startStack.ts';

/** What `startStack` says on a machine on whose path there is nothing, and with an empty cache. */
async function startOnBareMachine(dir: string): Promise<Pick<Stack, 'skipped' | 'processes'>> {
  const script = `
    const { startStack } = await import(${JSON.stringify(join(__dirname, '..', 'startStack.ts'))});
    const stack = await startStack({ components: ${JSON.stringify(COMPONENTS)}, dir: ${JSON.stringify(join(dir, 'data'))} });
    console.log(JSON.stringify(stack));
    await stack.close();`;
  const env = { PATH: dir, WATCHINGCAT_STACK_CACHE: join(dir, 'cache') };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  return JSON.parse(stdout) as Stack;
}

it('skips every component for a reason that says what is missing, where there are no tools', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'watchingcat-bare-'));
  const { skipped, processes } = await startOnBareMachine(dir);
  rmSync(dir, { recursive: true });
  expect(Object.fromEntries(skipped.map(({ component, reason }) => [component, reason]))).toEqual({
    prometheus: expect.stringContaining('no apt-get'),
    elasticsearch: expect.stringContaining('no Java 17'),
    opensearch2: expect.stringContaining('no Java 17'),
    opensearch3: expect.stringMatching(/no Java 21.*no python3/),
    jaeger: expect.stringContaining('Go is not installed'),
    collector: expect.stringContaining('Go is not installed'),
    telemetrygen: expect.stringContaining('Go is not installed'),
  });
  expect(processes).toEqual([]);
});
