// Saves spans as a file of the browser's. In a chunk of its own: few people export, and the HTML viewer is large.
import type { SpansAnswer } from '@watchingcat/model';
import { traceFile, type TraceFileFormat } from '@watchingcat/sources';

/** @param answer spans of one trace, at least one */
export function saveTrace(format: TraceFileFormat, { spans, coverage }: SpansAnswer): void {
  const { contentType, extension, text } = traceFile(format, [spans], coverage);
  const url = URL.createObjectURL(new Blob([text], { type: contentType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `trace-${spans[0].traceId}.${extension}`;
  link.click();
  URL.revokeObjectURL(url);
}
