// Log records of an OTLP receiver into Elasticsearch or OpenSearch by _bulk. A request is acknowledged when the engine has taken its records;
// what it refuses for good comes back as OTLP's partial success, and while it cannot keep up the sender is told to wait.
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlainIngest } from '../../ingest/countedIngest.ts';
import type { IngestResult, Signal } from '../../ingest/Ingest.ts';
import { SaturatedError } from '../../ingest/Ingest.ts';
import { MalformedOtlpError } from '../../ingest/protobuf/ProtobufReader.ts';
import { documentText, logDocument, type Layout } from './logDocument.ts';
import { readLogs } from './readLogs.ts';

export interface BulkLogsOptions {
  /** Base URL. */
  readonly url: string;
  readonly index: string;
  readonly layout: Layout;
  readonly fetch?: typeof fetch;
  /** Milliseconds between attempts, by attempt. */
  readonly backOffMs?: (attempt: number) => number;
}

const MAX_BULK_BYTES = 5 * 2 ** 20;
const MAX_BULK_RECORDS = 2_000;
/** What may wait for the engine at once; more is refused. */
const MAX_QUEUED_BYTES = 64 * 2 ** 20;
const ATTEMPTS = 5;
const RETRY_AFTER_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

interface Document {
  readonly id: string;
  readonly text: string;
}

export class BulkLogs implements PlainIngest {
  readonly #options: BulkLogsOptions;
  readonly #fetch: typeof fetch;
  readonly #pending = new Set<Promise<unknown>>();
  #queuedBytes = 0;
  #queuedRows = 0;
  #accepted = 0;
  #rejected = 0;

  constructor(options: BulkLogsOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? fetch;
  }

  /** @throws MalformedOtlpError for what is no log @throws SaturatedError when the engine does not take it in time */
  async export(signal: Signal, body: Uint8Array): Promise<IngestResult> {
    if (signal !== 'logs')
      throw new MalformedOtlpError('Only logs are written to Elasticsearch: send them to /v1/logs.');
    const { layout } = this.#options;
    const nowNs = BigInt(Date.now()) * 1_000_000n;
    // Ids of our own, so that what was taken before a connection broke is not written twice.
    const batch = randomBytes(8).toString('hex');
    const documents = readLogs(body).map((record, index): Document => ({
      id: `${batch}-${index}`,
      text: documentText(logDocument(record, layout, nowNs)),
    }));
    const bytes = documents.reduce((sum, { text }) => sum + text.length, 0);
    if (this.#queuedBytes + bytes > MAX_QUEUED_BYTES)
      throw new SaturatedError('Elasticsearch does not keep up: too much waits for it.', RETRY_AFTER_MS);
    this.#queuedBytes += bytes;
    this.#queuedRows += documents.length;
    const written = this.#write(documents);
    this.#pending.add(written);
    try {
      const result = await written;
      this.#accepted += result.accepted;
      this.#rejected += result.rejected;
      return result;
    } finally {
      this.#pending.delete(written);
      this.#queuedBytes -= bytes;
      this.#queuedRows -= documents.length;
    }
  }

  async #write(documents: readonly Document[]): Promise<IngestResult> {
    const reasons: string[] = [];
    let rejected = 0;
    for (const part of parts(documents)) {
      const failures = await this.#writePart(part);
      rejected += failures.length;
      reasons.push(...failures);
    }
    const [message = ''] = reasons;
    return { accepted: documents.length - rejected, rejected, message };
  }

  /** @returns why records were refused for good, one reason each */
  async #writePart(part: readonly Document[]): Promise<string[]> {
    const reasons: string[] = [];
    let left = part;
    let trouble = '';
    for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt++) {
      if (attempt > 0) await wait(this.#options.backOffMs?.(attempt) ?? 200 * 2 ** attempt);
      const answer = await this.#send(left);
      if (typeof answer === 'string') {
        trouble = answer;
        continue;
      }
      const again: Document[] = [];
      answer.forEach(({ status, error }, index) => {
        if (status < 300 || status === 409) return; // 409: taken by an attempt before
        if (status === 429 || status >= 500) again.push(left[index]);
        else reasons.push(error?.reason ?? `status ${status}`);
      });
      if (again.length > 0) trouble = 'it has too much to do';
      left = again;
    }
    if (left.length > 0)
      throw new SaturatedError(`Elasticsearch did not take the records: ${trouble}.`, RETRY_AFTER_MS);
    return reasons;
  }

  /** @returns the fate of each record, or why there is none */
  async #send(documents: readonly Document[]): Promise<readonly BulkItem[] | string> {
    const { url, index } = this.#options;
    const lines = documents.flatMap(({ id, text }) => [JSON.stringify({ create: { _index: index, _id: id } }), text]);
    try {
      const response = await this.#fetch(new URL('_bulk', url.endsWith('/') ? url : `${url}/`), {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${lines.join('\n')}\n`,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      if (!response.ok) {
        await response.body?.cancel();
        return `it answered ${response.status}`;
      }
      const { items } = (await response.json()) as { items: readonly { create: BulkItem }[] };
      return items.map(({ create }) => create);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  stats() {
    const { queuedRows, queuedBytes } = { queuedRows: this.#queuedRows, queuedBytes: this.#queuedBytes };
    return {
      queuedRows,
      queuedBytes,
      maxQueuedBytes: MAX_QUEUED_BYTES,
      accepted: this.#accepted,
      rejected: this.#rejected,
      lagMs: 0,
      lastError: undefined,
    };
  }

  async drain(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }
}

interface BulkItem {
  readonly status: number;
  readonly error?: { readonly reason?: string };
}

function* parts(documents: readonly Document[]): Generator<readonly Document[]> {
  let part: Document[] = [];
  let bytes = 0;
  for (const document of documents) {
    if (part.length > 0 && (part.length >= MAX_BULK_RECORDS || bytes + document.text.length > MAX_BULK_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(document);
    bytes += document.text.length;
  }
  if (part.length > 0) yield part;
}
