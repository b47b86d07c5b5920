// One or more traces as a file, in a format that people take elsewhere. Runs in browsers and Node alike; who saves or sends it is another matter.
import type { Coverage, SpanDetails } from '@watchingcat/model';
import { spansToOtlpJson } from '@watchingcat/model';
import { coverageText } from './coverageText.ts';
import { spansToCsv } from './csv.ts';
import { tracesToHtml } from './html/htmlFile.ts';
import { spansToJaegerJson } from './jaegerJson.ts';

export const TRACE_FILE_FORMATS = ['otlp', 'jaeger', 'csv', 'html'] as const;
export type TraceFileFormat = (typeof TRACE_FILE_FORMATS)[number];

export interface TraceFile extends TraceFileType {
  readonly text: string;
}

export interface TraceFileType {
  readonly contentType: string;
  /** Without a dot. */
  readonly extension: string;
}

const TYPES: Readonly<Record<TraceFileFormat, TraceFileType>> = {
  otlp: { contentType: 'application/json', extension: 'otlp.json' },
  jaeger: { contentType: 'application/json', extension: 'jaeger.json' },
  csv: { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  html: { contentType: 'text/html; charset=utf-8', extension: 'html' },
};

/** Of every file of this format. */
export function traceFileType(format: TraceFileFormat): TraceFileType {
  return TYPES[format];
}

/**
 * `otlp`: OTLP JSON with a member `coverage` beside `resourceSpans`, which OTLP receivers overlook. `jaeger`: what Jaeger's UI saves and
 * opens. `csv`: see `spansToCsv`; it is the one that cannot say what it lacks. `html`: a page that opens without a server.
 * @param traces spans by trace, none of them empty
 */
export function traceFile(
  format: TraceFileFormat,
  traces: readonly (readonly SpanDetails[])[],
  coverage: Coverage,
): TraceFile {
  return { ...traceFileType(format), text: textOf(format, traces, coverage) };
}

function textOf(format: TraceFileFormat, traces: readonly (readonly SpanDetails[])[], coverage: Coverage): string {
  switch (format) {
    case 'otlp':
      return JSON.stringify({ ...spansToOtlpJson(traces.flat()), coverage });
    case 'jaeger': {
      const missing = coverageText(coverage);
      const data = traces.map((spans) => spansToJaegerJson(spans, missing === '' ? [] : [missing]));
      return JSON.stringify({ data, total: 0, limit: 0, offset: 0, errors: null });
    }
    case 'csv':
      return spansToCsv(traces.flat());
    case 'html':
      return tracesToHtml(traces, coverage);
  }
}
