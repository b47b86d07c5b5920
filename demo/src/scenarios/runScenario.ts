// `scenario <name>`: asks the running shop to break something, waits, and says where to look. The shop ends it by itself, so nothing stays
// broken when this command is killed; Ctrl-C ends it early.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findScenario, SCENARIOS } from './scenarios.ts';
import type { Fault } from '../faults/kinds.ts';

const POLL_MS = 1_000;

/** Runs a scenario to its end. Returns 0, or 1 when the shop refused or was not there, or 2 for a wrong command line. */
export async function runScenario(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { url: { type: 'string' }, duration: { type: 'string' } },
  });
  const scenario = findScenario(positionals[0]);
  if (!scenario) {
    process.stderr.write(`Name a scenario: ${SCENARIOS.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const duration = values.duration === undefined ? {} : { durationSeconds: Number(values.duration) };
  if (Number.isNaN(duration.durationSeconds)) {
    process.stderr.write(`--duration must be a number of seconds, not "${values.duration}"\n`);
    return 2;
  }
  const shop = values.url ?? env['WATCHINGCAT_SHOP_URL'] ?? `http://127.0.0.1:${env['WATCHINGCAT_SHOP_PORT'] ?? 8080}`;
  const started = await ask(shop, 'POST', '/admin/scenarios', { name: scenario.name, ...duration });
  if (typeof started === 'string') {
    process.stderr.write(`${started}\n`);
    return 1;
  }
  const { faults, durationSeconds } = started as { faults: Fault[]; durationSeconds: number };
  process.stdout.write(`${scenario.name} for ${durationSeconds} s: ${scenario.summary}\n`);
  const ended = await waitForEnd(shop, faults);
  process.stdout.write(`${ended}. Where to look:\n${scenario.look.map((line) => `  - ${line}\n`).join('')}`);
  process.stdout.write('The answer: docs/demo-scenarios.md, and `npm run demo -- answers` for the times\n');
  return 0;
}

async function waitForEnd(shop: string, faults: readonly Fault[]): Promise<string> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (;;) {
      await sleep(POLL_MS, undefined, { signal: abort.signal });
      const answer = await ask(shop, 'GET', '/admin/faults');
      if (typeof answer === 'string') return 'The shop is gone, and the scenario with it';
      const active = (answer as { faults: Fault[] }).faults;
      if (!faults.some(({ id }) => active.some((fault) => fault.id === id))) return 'It is over';
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    for (const { id } of faults) await ask(shop, 'DELETE', `/admin/faults/${id}`);
    return 'Stopped early';
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** The JSON answer, or a sentence that says what went wrong. */
async function ask(shop: string, method: string, path: string, body?: unknown): Promise<object | string> {
  try {
    const response = await fetch(shop + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as { message?: string };
    return response.ok ? answer : (answer.message ?? `The shop answered ${response.status}`);
  } catch {
    return `No shop answers at ${shop}. Start one with \`npm start\` or \`npm run demo -- start\`, or name it with --url`;
  }
}
