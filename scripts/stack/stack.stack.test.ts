// The real back-ends by themselves: what later tests build on. Runs with `npm run test:stack` only.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPONENTS } from './components.ts';
import { SPANS_PER_TRACE } from './components/telemetrygen.ts';
import { itNeeding } from './itNeeding.ts';
import { startStack, type Stack } from './startStack.ts';

const TRACES = 40;
const SERVICE = 'telemetrygen-stack';
const SPAN_METRIC = `traces_span_metrics_calls_total{service_name="${SERVICE}"}`;

let dir: string;
let stack: Stack;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-stack-'));
  stack = await startStack({ components: COMPONENTS, dir, onProgress: (line) => process.stderr.write(`${line}\n`) });
  const { collector } = stack;
  if (collector)
    await stack.telemetrygen?.sendTraces({ otlpGrpc: collector.otlpGrpc, service: SERVICE, traces: TRACES });
}, 1_800_000);

afterAll(async () => {
  await stack?.close();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

itNeeding('jaeger', 'collector', 'telemetrygen')(
  'shows every trace that telemetrygen sent through the Collector in the API of Jaeger',
  async () => {
    const url = `${stack.jaeger!.queryUrl}/api/traces?service=${SERVICE}&limit=${TRACES * 2}&lookback=1h`;
    const { data } = await eventually(
      () => get<{ data: { spans: unknown[] }[] }>(url),
      ({ data }) => data.length === TRACES,
    );
    expect(data.every((trace) => trace.spans.length === SPANS_PER_TRACE)).toBe(true);
  },
  30_000,
);

itNeeding('prometheus', 'collector', 'telemetrygen')(
  'counts exactly the spans sent in the span metrics of Prometheus',
  async () => {
    const ask = () => query(`sum(${SPAN_METRIC})`);
    const counted = await eventually(ask, (calls) => calls >= TRACES * SPANS_PER_TRACE);
    expect(counted).toBe(TRACES * SPANS_PER_TRACE);
  },
  30_000,
);

itNeeding(
  'jaeger',
  'prometheus',
  'collector',
  'telemetrygen',
)(
  'leads from a span metric to a trace that Jaeger has, by exemplar',
  async () => {
    const nowS = Date.now() / 1000;
    const range = new URLSearchParams({ query: SPAN_METRIC, start: String(nowS - 600), end: String(nowS + 60) });
    const { data } = await eventually(
      () => get<Exemplars>(`${stack.prometheus!.url}/api/v1/query_exemplars?${range.toString()}`),
      ({ data }) => data.length > 0,
    );
    const traceId = data[0].exemplars[0].labels.trace_id;
    const trace = await get<{ data: { traceID: string }[] }>(`${stack.jaeger!.queryUrl}/api/traces/${traceId}`);
    expect(trace.data[0].traceID).toBe(traceId);
  },
  30_000,
);

for (const [name, version] of [
  ['elasticsearch', '7.10.2'],
  ['opensearch2', '2.19.1'],
  ['opensearch3', '3.3.0'],
] as const) {
  itNeeding(name)(`answers as ${name} ${version}`, async () => {
    expect((await get<{ version: { number: string } }>(stack[name]!.url)).version.number).toBe(version);
  });
}

for (const job of ['applications', 'otel-collector', 'jaeger', 'prometheus']) {
  itNeeding(
    'prometheus',
    'jaeger',
    'collector',
    'telemetrygen',
  )(
    `scrapes the job ${job}`,
    async () => {
      const up = job === 'applications' ? `sum(${SPAN_METRIC}) > bool 0` : `min(up{job="${job}"})`;
      expect(
        await eventually(
          () => query(up),
          (value) => value === 1,
        ),
      ).toBe(1);
    },
    30_000,
  );
}

it('leaves no process behind when it is closed', async () => {
  const { processes } = stack;
  expect(processes.filter(({ pid }) => isAlive(pid))).toHaveLength(processes.length);
  await stack.close();
  expect(processes.filter(({ pid }) => isAlive(pid))).toEqual([]);
}, 60_000);

interface Exemplars {
  readonly data: readonly { readonly exemplars: readonly { readonly labels: { readonly trace_id: string } }[] }[];
}

async function query(promql: string): Promise<number> {
  const url = `${stack.prometheus!.url}/api/v1/query?${new URLSearchParams({ query: promql }).toString()}`;
  const { data } = await get<{ data: { result: { value: [number, string] }[] } }>(url);
  return data.result.length === 0 ? 0 : Number(data.result[0].value[1]);
}

async function get<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Asks until `enough`, at most 20 s; the last answer then, for the assertion to say what is wrong with it. */
async function eventually<Answer>(ask: () => Promise<Answer>, enough: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (enough(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
