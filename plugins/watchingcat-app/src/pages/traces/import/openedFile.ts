// The file that someone opened, as long as the page lives: it stays in this browser's memory, is sent nowhere and kept nowhere.
import { parseTraceFile, type TraceFileContent } from '@watchingcat/sources';
import { useSyncExternalStore } from 'react';

export type OpenedFile =
  | { readonly status: 'none' }
  | { readonly status: 'reading'; readonly name: string }
  | { readonly status: 'ready'; readonly name: string; readonly content: TraceFileContent }
  | { readonly status: 'failed'; readonly name: string; readonly message: string };

/** Browsers hold no longer text. */
const MAX_FILE_BYTES = 400_000_000;

let opened: OpenedFile = { status: 'none' };
const listeners = new Set<() => void>();

export function useOpenedFile(): OpenedFile {
  return useSyncExternalStore(subscribe, () => opened);
}

/** Of files that are opened at once the last one is shown. Never rejects: what is wrong with the file is its state. */
export async function openFile(file: File): Promise<void> {
  const { name } = file;
  const reading: OpenedFile = { status: 'reading', name };
  change(reading);
  const result = await read(file);
  if (opened === reading) change(result);
}

/** For tests, which share a page. */
export function forgetFile(): void {
  change({ status: 'none' });
}

async function read(file: File): Promise<OpenedFile> {
  const { name } = file;
  if (file.size > MAX_FILE_BYTES) {
    const message = `The file has ${Math.round(file.size / 1e6)} MB, and more than ${MAX_FILE_BYTES / 1e6} MB cannot be read in a browser. Send it to a server by OTLP instead.`;
    return { status: 'failed', name, message };
  }
  try {
    const text = await new Response(file).text();
    return { status: 'ready', name, content: parseTraceFile(text) };
  } catch (error) {
    return { status: 'failed', name, message: error instanceof Error ? error.message : String(error) };
  }
}

function change(next: OpenedFile): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
