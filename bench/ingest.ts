// How many spans a second one server takes: transcoding, group commit, inserts made durable, views and merges that run meanwhile; without
// HTTP. Spans have 11 attributes, about 440 bytes, 2,048 in a request; ids and times are new in each. Other programs on the machine count.
// `npm run bench -- ingest [spans]`; 2,000,000 when not given.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIngest } from '../packages/server/src/ingest/createIngest.ts';
import { jsonToProtobuf } from '../packages/server/src/ingest/otlp/jsonToProtobuf.ts';
import { openEmbeddedStore } from '../packages/server/src/store/embeddedStore.ts';

const SPANS_PER_REQUEST = 2048;
const TEMPLATES = 32;
const IN_FLIGHT = 96;
const CLOCK_TICKS_PER_S = 100;

const total = Number(process.argv[2] ?? 2_000_000);
const random = xorshift(42);

/** A seeded generator: every run sends the same spans. */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

interface Template {
  readonly body: Buffer;
  /** Where trace ids and start and end times lie. */
  readonly traceIds: readonly number[];
  readonly times: readonly number[];
}

function template(service: number): Template {
  const text = (key: string, stringValue: string): object => ({ key, value: { stringValue } });
  const number = (key: string, intValue: number): object => ({ key, value: { intValue } });
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => (random() & 255) | 1));
  const ids: Buffer[] = [];
  const spans = Array.from({ length: SPANS_PER_REQUEST }, (_, i) => {
    if (i % 16 === 0) ids.push(bytes(16));
    const startTimeUnixNano = String(BigInt(Date.now()) * 1_000_000n + BigInt(random()));
    return {
      traceId: ids.at(-1)?.toString('hex'),
      spanId: bytes(8).toString('hex'),
      parentSpanId: i % 16 === 0 ? undefined : bytes(8).toString('hex'),
      name: `GET /api/v1/things/${service % 4}/${random() % 20}`,
      kind: 2 + (i % 2),
      startTimeUnixNano,
      endTimeUnixNano: String(BigInt(startTimeUnixNano) + BigInt(random() % 500_000_000)),
      attributes: [
        text('http.request.method', 'GET'),
        text('http.route', `/api/v1/things/${random() % 20}`),
        number('http.response.status_code', random() % 50 === 0 ? 500 : 200),
        text('url.full', `https://shop.example/api/v1/things/${random()}`),
        text('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'),
        text('server.address', `things-${random() % 8}.internal`),
        number('server.port', 8080),
        text('app.user.id', `u-${random()}`),
        text('app.request.id', bytes(16).toString('hex')),
        text('thread.name', `worker-${random() % 32}`),
        number('thread.id', random() % 64),
      ],
      status: random() % 50 === 0 ? { code: 2, message: 'upstream timed out' } : {},
    };
  });
  const resource = {
    attributes: [text('service.name', `service-${service}`), text('host.name', `host-${service % 5}`)],
  };
  const request = { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'bench' }, spans }] }] };
  const body = Buffer.from(jsonToProtobuf('traces', Buffer.from(JSON.stringify(request))));
  const traceIds: number[] = [];
  const times: number[] = [];
  let at = 0;
  for (const span of spans) {
    traceIds.push((at = body.indexOf(Buffer.from(span.traceId ?? '', 'hex'), at)));
    for (const time of [span.startTimeUnixNano, span.endTimeUnixNano]) {
      const pattern = Buffer.alloc(8);
      pattern.writeBigUInt64LE(BigInt(time));
      times.push((at = body.indexOf(pattern, at)));
    }
  }
  return { body, traceIds, times };
}

/** The request with other trace ids, a second later. */
function next({ body, traceIds, times }: Template): Buffer {
  const salt = random();
  for (const at of traceIds) body.writeUInt32LE((body.readUInt32LE(at) ^ salt) >>> 0, at);
  for (const at of times) body.writeBigUInt64LE(body.readBigUInt64LE(at) + 1_000_000_000n, at);
  return body;
}

/** User and system time of a process, in µs. */
async function cpuUs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1e6) / CLOCK_TICKS_PER_S;
}

/** The same of this process: exact, and without what others run. */
function ownCpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function rssMb(pid: number): Promise<number> {
  return Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

const dataDir = await mkdtemp(join(tmpdir(), 'watchingcat-bench-'));
const store = await openEmbeddedStore({
  dataDir,
  log: { debug: () => {}, info: () => {}, warn: console.error, error: console.error },
});
try {
  const ingest = await createIngest(store, join(dataDir, 'spool'));
  const templates = Array.from({ length: TEMPLATES }, (_, i) => template(i));
  const bytesPerSpan = templates.reduce((sum, { body }) => sum + body.length, 0) / (TEMPLATES * SPANS_PER_REQUEST);
  const enginePid = store.enginePid as number;
  const cpuBefore = { own: ownCpuUs(), engine: await cpuUs(enginePid) };
  const startedMs = performance.now();
  let generatingUs = 0;
  let transcodingUs = 0;
  const waiting = new Set<Promise<unknown>>();
  for (let sent = 0, i = 0; sent < total; sent += SPANS_PER_REQUEST, i++) {
    while (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
    const before = ownCpuUs();
    const body = next(templates[i % TEMPLATES]);
    const generated = ownCpuUs();
    const answer: Promise<unknown> = ingest.export('traces', body, 'default').finally(() => waiting.delete(answer));
    waiting.add(answer);
    generatingUs += generated - before;
    transcodingUs += ownCpuUs() - generated;
    if (i % 8 === 0) await new Promise(setImmediate);
  }
  await ingest.drain();
  const elapsedS = (performance.now() - startedMs) / 1000;
  const spans = ingest.stats().accepted;
  const engineUs = (await cpuUs(enginePid)) - cpuBefore.engine;
  const ownUs = ownCpuUs() - cpuBefore.own - generatingUs;
  const count = (await store.columns<{ n: string[] }>('SELECT count() AS n FROM spans')).n[0];
  if (Number(count) !== spans) throw new Error(`${spans} spans were acknowledged, ${count} are stored`);
  const [disk] = await store.rows<{ bytes: string; parts: string }>(
    `SELECT sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND table = 'spans'`,
  );
  console.log(
    `${spans} spans of ${bytesPerSpan.toFixed(0)} bytes in ${elapsedS.toFixed(1)} s; generating them took ${(generatingUs / 1e6).toFixed(1)} s of CPU`,
  );
  console.log(
    `µs a span: transcoding ${(transcodingUs / spans).toFixed(1)}, server ${(ownUs / spans).toFixed(1)}, engine ${(engineUs / spans).toFixed(1)}`,
  );
  console.log(`on disk: ${(Number(disk?.bytes) / spans).toFixed(0)} bytes a span in ${disk?.parts} parts`);
  console.log(
    JSON.stringify({
      bench: 'ingest',
      value: Math.round(spans / elapsedS),
      unit: 'spans/s',
      cpu_us: Number(((ownUs + engineUs) / spans).toFixed(2)),
      rss_mb: Math.round((await rssMb(process.pid)) + (await rssMb(enginePid))),
    }),
  );
} finally {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
}
