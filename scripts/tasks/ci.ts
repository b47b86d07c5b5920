// Continuous integration: `npm test`, then the same product over real back-ends where this machine can install them. Each prints `N passed, N
// failed` as its last line; so does this, over both.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

let running: ReturnType<typeof spawn> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => running?.kill(signal));

const outcomes = [await run('test.ts'), await run('testStack.ts')];
const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
const failed = outcomes.reduce((sum, one) => sum + one.failed, 0);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

async function run(task: string): Promise<Counts> {
  const child = spawn(process.execPath, [join(import.meta.dirname, task)], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  running = child;
  let counts: Counts | undefined;
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    const found = /^(\d+) passed, (\d+) failed/.exec(line);
    if (found !== null) counts = { passed: Number(found[1]), failed: Number(found[2]) };
  }
  const code = await ended;
  if (counts === undefined) return { passed: 0, failed: 1 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
