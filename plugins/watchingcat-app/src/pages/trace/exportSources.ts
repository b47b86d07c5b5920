// What can be saved as a file, and how it comes to be one. Few people export, so what makes files is loaded when it is needed.
import { detailsOfRows } from '@watchingcat/analysis';
import type { Coverage, SpansAnswer, Trace } from '@watchingcat/model';
import type { TraceFile, TraceFileFormat } from '@watchingcat/sources';

export interface ExportSource {
  /** What it holds: `Selected span and the 12 below it`. */
  readonly label: string;
  readonly load: (format: TraceFileFormat, signal: AbortSignal) => Promise<ExportedFile>;
}

export interface ExportedFile {
  /** Without extension. */
  readonly name: string;
  readonly file: TraceFile;
  readonly coverage: Coverage;
  /** Where there can be several. */
  readonly traces?: number | undefined;
}

/** @param loadSpans `undefined` when the trace is no longer there */
export function wholeTrace(loadSpans: (signal: AbortSignal) => Promise<SpansAnswer | undefined>): ExportSource {
  return {
    label: 'Whole trace',
    load: async (format, signal) => {
      const { spans, coverage } = await still(loadSpans(signal));
      return fileOf(`trace-${spans[0].traceId}`, format, spans, coverage);
    },
  };
}

/** A span with all below it: as it stands in the trace, so that its parent is missing in the file. */
export function partOfTrace(
  trace: Trace,
  row: number,
  loadSpans: (signal: AbortSignal) => Promise<SpansAnswer | undefined>,
): ExportSource {
  const size = trace.subtreeSize[row];
  return {
    label: size === 1 ? 'Selected span' : `Selected span and the ${size - 1} below it`,
    load: async (format, signal) => {
      const answer = await still(loadSpans(signal));
      const details = detailsOfRows(trace, answer.spans).slice(row, row + size);
      const spans = details.filter((span) => span !== undefined);
      if (spans.length === 0) throw new Error('The span is beyond what can be exported of so large a trace.');
      const coverage = spans.length === size ? ({ kind: 'complete' } as const) : answer.coverage;
      return fileOf(`trace-${trace.traceId}-span-${trace.spanIds[row]}`, format, spans, coverage);
    },
  };
}

async function still(asked: Promise<SpansAnswer | undefined>): Promise<SpansAnswer> {
  const answer = await asked;
  if (answer === undefined) throw new Error('It is no longer stored.');
  return answer;
}

async function fileOf(
  name: string,
  format: TraceFileFormat,
  spans: SpansAnswer['spans'],
  coverage: Coverage,
): Promise<ExportedFile> {
  const { traceFile } = await import('./makeFile');
  return { name, coverage, file: traceFile(format, [spans], coverage) };
}
