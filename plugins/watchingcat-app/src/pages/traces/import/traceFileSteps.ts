// A file of traces, read step by step, in a worker or on the page itself. Spans come in batches: a worker hands each over as a copy, and the
// copy of a whole file would keep the page from drawing for seconds.
import type { SpanDetails } from '@watchingcat/model';
import { parseTraceFile } from '@watchingcat/sources';

export type FileStep =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'parsing' }
  /** Of one or more traces; a large trace comes in several batches. */
  | { readonly kind: 'spans'; readonly spans: readonly SpanDetails[]; readonly sent: number; readonly of: number }
  | { readonly kind: 'done'; readonly warnings: readonly string[] }
  /** What is wrong with the file, for people. */
  | { readonly kind: 'failed'; readonly message: string };

const SPANS_PER_BATCH = 2_000;

/** Ends with `done` or `failed`, and never throws. */
export async function* traceFileSteps(file: File): AsyncGenerator<FileStep> {
  try {
    const decoder = new TextDecoder();
    const reader = file.stream().getReader();
    let text = '';
    let bytes = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      bytes += part.value.byteLength;
      yield { kind: 'read', bytes };
    }
    yield { kind: 'parsing' };
    const { traces, warnings } = parseTraceFile(text + decoder.decode());
    const spans = traces.flatMap((trace) => trace.spans);
    for (let sent = 0; sent < spans.length;) {
      const batch = spans.slice(sent, sent + SPANS_PER_BATCH);
      sent += batch.length;
      yield { kind: 'spans', spans: batch, sent, of: spans.length };
    }
    yield { kind: 'done', warnings };
  } catch (error) {
    yield { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
