// npm run bench -- hostile: a real server under requests that nobody should send, of all signals, protobuf and JSON, in broken compressions,
// with good ones between them. Each must be answered with 200 (and a reason where something was rejected) or with a 4xx that says why;
// the server must not crash, hang, or grow; and the good ones must all be stored.
// Options: --requests N (100,000), --seed N, --concurrency N (32), --max-rss MB that server and engine may have together (4,096).
import fc from 'fast-check';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { hostileRequest, type HostileRequest } from '../packages/server/src/ingest/testing/hostileRequests.ts';
import { sdkSpan, serialize } from '../packages/server/src/ingest/testing/sdkTelemetry.ts';
import { withDirectory } from './harness/ingestRun.ts';
import { options } from './harness/options.ts';
import { watchMemory } from './harness/processTree.ts';
import { printMachine, printResult } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { numberOf, withStore } from './harness/stored.ts';

const PER_SAMPLE = 1_000;
const HANG_MS = 30_000;
const SHOWN = 10;
/** Of each thousand requests. */
const GOOD = 20;
const BOMBS = 1;
const BROKEN_OFF = 5;
const BOMB_BYTES = 200 * 2 ** 20;
const PROTOBUF = { 'content-type': 'application/x-protobuf' };

const given = options({ requests: 100_000, seed: 1, concurrency: 32, 'max-rss': 4_096 });
/** Each another one: the same bytes are taken for a repetition, and stored once. */
const good = (n: number): Buffer =>
  Buffer.from(serialize.protobuf.traces([sdkSpan({ name: 'good', attributes: { n } })]));
const bomb: HostileRequest = {
  signal: 'traces',
  encoding: 'protobuf',
  how: 'gzip bomb',
  path: '/v1/traces',
  headers: { ...PROTOBUF, 'content-encoding': 'gzip' },
  body: gzipSync(Buffer.alloc(BOMB_BYTES)),
};
const statuses = new Map<string, number>();
const faults: string[] = [];
let goodRequests = 0;

printMachine();
await withDirectory(async (dataDir) => {
  const server = await startServer(dataDir, { logLevel: 'silent' });
  const memory = watchMemory(server.pid);
  const ended = { reason: undefined as number | string | undefined };
  void server.child.ended.then((reason) => (ended.reason = reason));
  const startedMs = performance.now();
  let sent = 0;
  let sentGood = 0;
  for (let part = 0; sent < given.requests && ended.reason === undefined; part++) {
    const size = Math.min(PER_SAMPLE, given.requests - sent);
    const jobs = fc
      .sample(hostileRequest(), { numRuns: size, seed: given.seed + part })
      .map((hostile, i) => () => send(server.otlpHttp, i < BOMBS ? bomb : hostile));
    for (let i = 0; i < GOOD; i++)
      jobs.splice((i * jobs.length) / GOOD, 0, () => sendGood(server.otlpHttp).then((n) => void (sentGood += n)));
    for (let i = 0; i < BROKEN_OFF; i++) jobs.push(() => breakOff(server.otlpHttp));
    await together(jobs);
    sent += size;
    if (part % 10 === 9)
      console.log(`  ${sent} requests, ${faults.length} faults, peak memory ${memory.peakMb().toFixed(0)} MB`);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const health = await fetch(`${server.url}/api/v1/ready`).then((response) => response.status, String);
  if (health !== 200) faults.push(`Afterwards the server was not ready: ${health}`);
  if (ended.reason !== undefined) faults.push(`The server ended: ${ended.reason}`);
  if (memory.peakMb() > given['max-rss']) faults.push(`Server and engine had ${memory.peakMb().toFixed(0)} MB`);
  memory.stop();
  await server.end();
  const stored = await withStore(dataDir, (store) => numberOf(store, 'count()', `spans WHERE SpanName = 'good'`));
  if (stored !== sentGood) faults.push(`${sentGood} good spans were acknowledged, ${stored} are stored`);

  console.table(Object.fromEntries([...statuses].sort()));
  for (const fault of faults.slice(0, SHOWN)) console.log(fault);
  console.log(
    `${sent} hostile requests in ${seconds.toFixed(0)} s, ${sentGood} good ones between them, all stored: ${stored === sentGood ? 'yes' : 'no'}`,
  );
  printResult({ bench: 'hostile', value: faults.length, unit: 'faults', rss_mb: memory.peakMb() }, { requests: sent });
  process.exitCode = faults.length === 0 ? 0 : 1;
});

async function together(jobs: (() => Promise<void>)[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < jobs.length) await jobs[next++]();
  };
  await Promise.all(Array.from({ length: given.concurrency }, worker));
}

/** On a connection of its own: one that is kept could be closed by the server, rightly, while the next requests are made here. */
function post(
  url: string,
  { path, headers, body }: Pick<HostileRequest, 'path' | 'headers' | 'body'>,
): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(HANG_MS);
    const length = { 'content-length': body.length };
    const call = request(url + path, { method: 'POST', headers: { ...headers, ...length }, agent: false, signal });
    call.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, answer: Buffer.concat(chunks).toString('latin1') }),
      );
    });
    call.end(body);
  });
}

async function send(url: string, hostile: HostileRequest): Promise<void> {
  try {
    const { status, answer } = await post(url, hostile);
    statuses.set(`HTTP ${status}`, (statuses.get(`HTTP ${status}`) ?? 0) + 1);
    const isRefusal = status >= 400 && status < 500 && answer !== '';
    if (!isRefusal && !(status === 200 && isReasoned(hostile, answer)))
      report(hostile, `HTTP ${status} ${JSON.stringify(answer)}`);
  } catch (error) {
    report(hostile, `no answer: ${String(error)}`);
  }
}

/** A partial success has a message: in protobuf it is more than the number of rejected records. */
function isReasoned({ headers }: HostileRequest, answer: string): boolean {
  if (headers['content-type'] === 'application/json') return answer === '{}' || /"errorMessage":"[^"]/.test(answer);
  return answer === '' || answer.length > 8;
}

function report({ signal, how, headers, body }: HostileRequest, fault: string): void {
  faults.push(
    `${signal}, ${how}: ${fault}\n  ${JSON.stringify(headers)} ${body.subarray(0, 1_500).toString('base64')}`,
  );
}

/** @returns 1 when it was acknowledged */
async function sendGood(url: string): Promise<number> {
  const answered = await post(url, { path: '/v1/traces', headers: PROTOBUF, body: good(++goodRequests) }).catch(
    (error: unknown) => ({
      status: 0,
      answer: String(error),
    }),
  );
  if (answered.status === 200 && answered.answer === '') return 1;
  faults.push(`A good request was answered with ${answered.status} ${answered.answer}`);
  return 0;
}

/** A sender that promises a body, sends a part of it and goes. */
async function breakOff(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(
    `POST /v1/traces HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\n`,
  );
  socket.end(good(0).subarray(0, 100));
  socket.destroySoon();
}
