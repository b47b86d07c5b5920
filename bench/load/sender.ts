// Sends a load from a process of its own, so that what it costs is not counted as the server's. Started by loadProcess.ts.
//
// A request that was not acknowledged is sent again, with exactly the same bytes, until it is. Anything refused for good, or stored only
// in part, ends the run: every record of the load is valid.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromSender, LoadPlan, SenderTotals, ToSender } from './senderProtocol.ts';
import type { Round, Template } from './Template.ts';
import { makeTemplates } from './templates.ts';
import { grpcTransport, httpTransport } from './transport.ts';

const NS_PER_HOUR = 3_600_000_000_000n;
const PROGRESS_MS = 5_000;

const plan = JSON.parse(process.argv[2]) as LoadPlan;
const templates = makeTemplates(plan.signal, plan);
const recordsPerRound = templates.reduce((sum, template) => sum + template.records, 0);
const bytesPerRound = templates.reduce((sum, template) => sum + template.body.length, 0);
const transport = (plan.protocol === 'http' ? httpTransport : grpcTransport)(
  plan.endpoint,
  plan.signal,
  plan.concurrency,
);

const totals = { records: 0, samples: 0, bytes: 0, requests: 0, retries: 0, retryReason: '' };
let isStopping = false;
let running = Promise.resolve();
let resume = (): void => {};

process.on('message', ({ kind }: ToSender) => {
  if (kind === 'go') void run().catch((error: unknown) => tell({ kind: 'failed', reason: String(error) }));
  else if (kind === 'stop') isStopping = true;
  else if (kind === 'resume') resume();
  else running = new Promise((resolve) => (resume = resolve));
});
process.on('disconnect', () => process.exit(1));
tell({ kind: 'ready', bytesPerRecord: bytesPerRound / recordsPerRound });

async function run(): Promise<void> {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const soFar = (): SenderTotals => {
    const { user, system } = process.cpuUsage(cpu);
    return { ...totals, elapsedMs: performance.now() - startedMs, cpuUs: user + system };
  };
  const timer = setInterval(() => tell({ kind: 'progress', ...soFar() }), plan.progressMs ?? PROGRESS_MS);
  const times = roundTimes();
  const endMs = startedMs + plan.seconds * 1000;
  /** Of each template: its last request, which must be acknowledged before its bytes change. */
  const inFlight: Promise<void>[] = templates.map(() => Promise.resolve());
  let next = 0;
  let handedOut = 0;
  const worker = async (): Promise<void> => {
    while (!isStopping && handedOut < plan.records && performance.now() < endMs) {
      const index = next++;
      const template = templates[index % templates.length];
      handedOut += template.records;
      const before = inFlight[index % templates.length];
      const sent = before.then(() => running).then(() => send(template, times(Math.floor(index / templates.length))));
      inFlight[index % templates.length] = sent;
      await sent;
    }
  };
  try {
    await Promise.all(Array.from({ length: plan.concurrency }, worker));
  } finally {
    clearInterval(timer);
    transport.close();
  }
  tell({ kind: 'done', ...soFar() });
  process.disconnect();
}

async function send(template: Template, round: Round): Promise<void> {
  const body = template.stamp(round);
  for (;;) {
    const outcome = await transport.send(body);
    if (outcome.kind === 'stored') break;
    if (outcome.kind !== 'retry')
      throw new Error(
        `A valid request was ${outcome.kind === 'partial' ? 'stored in part' : 'refused'}: ${outcome.detail}`,
      );
    totals.retries++;
    totals.retryReason = outcome.detail;
    await sleep(outcome.afterMs);
  }
  totals.records += template.records;
  totals.samples += template.samples;
  totals.bytes += body.length;
  totals.requests++;
}

/** When the rounds lie; a round's number makes its ids, so numbers of different runs differ by the seed only. */
function roundTimes(): (number: number) => Round {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  switch (plan.times.kind) {
    case 'live':
      return (number) => ({ number, startNs: BigInt(Date.now() - 1000) * 1_000_000n, widthNs: 1e9 });
    case 'spread': {
      const records = Math.ceil(plan.records / plan.recordsPerRequest) * plan.recordsPerRequest;
      const widthNs = Math.floor((plan.times.hours * Number(NS_PER_HOUR) * recordsPerRound) / records);
      const firstNs = nowNs - BigInt(plan.times.hours) * NS_PER_HOUR;
      return (number) => ({ number, startNs: firstNs + BigInt(number) * BigInt(widthNs), widthNs });
    }
    case 'scrape': {
      const stepNs = plan.times.stepMs * 1e6;
      const firstNs = nowNs - BigInt(plan.times.hours) * NS_PER_HOUR;
      return (number) => ({ number, startNs: firstNs + BigInt(number * stepNs), widthNs: stepNs });
    }
  }
}

function tell(message: FromSender): void {
  process.send?.(message);
}
