import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilReady } from './components/untilReady.ts';
import { endProgram, logTail, startProgram, type Program } from './processes.ts';

const SLEEPER = ['-e', 'console.log("ready"); setInterval(() => {}, 1000)'];

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'watchingcat-process-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const start = (args: readonly string[]) =>
  startProgram('sleeper', { command: process.execPath, args, logFile: join(dir, 'log') });
const saysReady = async (program: Program) => readFileSync(program.logFile, 'utf8').includes('ready') || undefined;

it('runs until it is ended', async () => {
  const program = await start(SLEEPER);
  await untilReady(program, () => saysReady(program));
  await endProgram(program);
  expect(await program.ended).toBe('SIGTERM');
});

it('is gone soon after its parent was killed', async () => {
  const parentScript = `
    const { startProgram } = await import(${JSON.stringify(join(__dirname, 'processes.ts'))});
    const options = { command: process.execPath, args: ${JSON.stringify(SLEEPER)}, logFile: ${JSON.stringify(join(dir, 'log'))} };
    console.log((await startProgram('sleeper', options)).pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', parentScript], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(printed.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'close');
  for (let waited = 0; isAlive(pid) && waited < 5000; waited += 50) await new Promise((next) => setTimeout(next, 50));
  expect(isAlive(pid)).toBe(false);
});

it('gives the last words of a program that ends before it is ready', async () => {
  const program = await start(['-e', 'console.error("port is taken"); process.exit(4)']);
  await expect(untilReady(program, async () => undefined)).rejects.toThrow(/ended \(4\)[^]*port is taken/);
});

it('ends a program that never becomes ready', async () => {
  const program = await start(SLEEPER);
  await expect(untilReady(program, async () => undefined, 300)).rejects.toThrow('was not ready after 0.3 s');
  expect(await program.ended).toBe('SIGTERM');
});

it('says which program does not run here', async () => {
  const missing = startProgram('Jaeger', { command: 'no-such-program', args: [], logFile: join(dir, 'log') });
  await expect(missing).rejects.toThrow('Jaeger could not be started: no-such-program does not run here.');
});

it('keeps the last lines of a long log', async () => {
  const program = await start(['-e', 'for (let line = 1; line <= 99; line++) console.log(line)']);
  await program.ended;
  expect(logTail(program.logFile).split('\n')).toEqual(Array.from({ length: 15 }, (_, line) => String(line + 85)));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
