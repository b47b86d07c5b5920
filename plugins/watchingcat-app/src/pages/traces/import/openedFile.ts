// The file that someone opened, as long as the page lives: it stays in this browser's memory, is sent nowhere and kept nowhere.
import type { SpanDetails } from '@watchingcat/model';
import type { TraceFileContent } from '@watchingcat/sources';
import { useSyncExternalStore } from 'react';
import { stepsOfFile } from './stepsOfFile';
import type { FileStep } from './traceFileSteps';

export type OpenedFile =
  | { readonly status: 'none' }
  | { readonly status: 'reading'; readonly name: string; readonly progress: FileProgress }
  | { readonly status: 'ready'; readonly name: string; readonly content: TraceFileContent }
  | { readonly status: 'failed'; readonly name: string; readonly message: string };

export interface FileProgress {
  /** What is done now, for people. */
  readonly text: string;
  /** 0 to 1; `undefined` where nobody knows. */
  readonly share: number | undefined;
}

/** Browsers hold no longer text. */
const MAX_FILE_BYTES = 400_000_000;

let opened: OpenedFile = { status: 'none' };
let running: AbortController | undefined;
const listeners = new Set<() => void>();

export function useOpenedFile(): OpenedFile {
  return useSyncExternalStore(subscribe, () => opened);
}

/** Of files that are opened at once the last one is shown. Never rejects: what is wrong with the file is its state. */
export async function openFile(file: File): Promise<void> {
  const { name, size } = file;
  running?.abort();
  const abort = new AbortController();
  running = abort;
  if (size > MAX_FILE_BYTES) {
    const message = `The file has ${megabytes(size)}, and more than ${megabytes(MAX_FILE_BYTES)} cannot be read in a browser. Send it to a server by OTLP instead.`;
    return change({ status: 'failed', name, message });
  }
  change({ status: 'reading', name, progress: { text: 'Reading', share: 0 } });
  const traces = new Map<string, SpanDetails[]>();
  const onStep = (step: FileStep) => {
    if (abort.signal.aborted) return;
    if (step.kind === 'spans') addByTrace(traces, step.spans);
    change(stateAfter(step, file, traces));
  };
  await stepsOfFile(file, onStep, abort.signal);
}

/** Ends the reading of a file, and forgets one that was read. */
export function forgetFile(): void {
  running?.abort();
  change({ status: 'none' });
}

function stateAfter(step: FileStep, { name, size }: File, traces: ReadonlyMap<string, SpanDetails[]>): OpenedFile {
  const reading = (text: string, share?: number): OpenedFile => ({
    status: 'reading',
    name,
    progress: { text, share },
  });
  switch (step.kind) {
    case 'read':
      return reading(`Reading: ${megabytes(step.bytes)} of ${megabytes(size)}`, size === 0 ? 1 : step.bytes / size);
    case 'parsing':
      return reading('Looking for traces in it');
    case 'spans':
      return reading(`${step.sent.toLocaleString('en')} of ${step.of.toLocaleString('en')} spans`, step.sent / step.of);
    case 'done': {
      const content = Array.from(traces, ([traceId, spans]) => ({ traceId, spans }));
      return { status: 'ready', name, content: { traces: content, warnings: step.warnings } };
    }
    case 'failed':
      return { status: 'failed', name, message: step.message };
  }
}

function addByTrace(traces: Map<string, SpanDetails[]>, spans: readonly SpanDetails[]): void {
  for (const span of spans) {
    const trace = traces.get(span.traceId);
    if (trace === undefined) traces.set(span.traceId, [span]);
    else trace.push(span);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function change(next: OpenedFile): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
