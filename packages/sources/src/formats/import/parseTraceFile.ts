// A file of traces, whoever wrote it: OTLP JSON (also the Collector's file exporter, a request a line, and Tempo's `batches`), Jaeger's JSON
// (what its UI saves, or one trace of it) and Zipkin's v2. The format is told from the content. What is broken is left out and said; a file
// of which nothing can be read is refused with the place where it goes wrong. No input makes it fail otherwise.
import type { SpanDetails } from '@watchingcat/model';
import { MAX_SPANS_PER_TRACE } from '@watchingcat/model';
import { record, ShapeError } from '../../decode.ts';
import { jaegerSpans } from './jaegerFile.ts';
import { otlpSpans } from './otlpFile.ts';
import { TraceFileError, Warnings } from './traceFileError.ts';
import { zipkinSpans } from './zipkinFile.ts';

export interface TraceFileContent {
  /** In the order in which they first appear; never empty, nor is one of them. */
  readonly traces: readonly { readonly traceId: string; readonly spans: readonly SpanDetails[] }[];
  /** For people. */
  readonly warnings: readonly string[];
}

/** @throws TraceFileError when no span can be read */
export function parseTraceFile(text: string): TraceFileContent {
  const warnings = new Warnings();
  const spans: SpanDetails[] = [];
  for (const { value, at } of documents(text)) {
    try {
      for (const span of spansOf(value, at, warnings)) addSound(spans, span, warnings);
    } catch (error) {
      if (error instanceof ShapeError) throw new TraceFileError(`The file cannot be read: ${error.message}.`);
      throw error;
    }
  }
  if (spans.length === 0) {
    const [first] = warnings.list();
    throw new TraceFileError(first === undefined ? 'The file holds no spans.' : `The file holds no span that can be read. ${first}`);
  } // prettier-ignore
  if (spans.length > MAX_SPANS_PER_TRACE) {
    warnings.add(`The file holds ${spans.length} spans; the first ${MAX_SPANS_PER_TRACE} are shown.`);
    spans.length = MAX_SPANS_PER_TRACE;
  }
  return { traces: byTrace(spans), warnings: warnings.list() };
}

interface Document {
  readonly value: unknown;
  /** Where it stands, as the start of a place: '' for the file as a whole, else `line 3: `. */
  readonly at: string;
}

function documents(text: string): Document[] {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (json.trim() === '') throw new TraceFileError('The file is empty.');
  const whole = parseJson(json);
  if ('value' in whole) return [{ value: whole.value, at: '' }];
  const lines = json.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  if (lines.length === 1) throw notJson(whole.error);
  return lines.map(({ line, number }, index) => {
    const parsed = parseJson(line);
    if ('value' in parsed) return { value: parsed.value, at: `line ${number}: ` };
    // JSON over several lines that is broken somewhere is no list of documents, so its own fault is the one to tell.
    throw index === 0 ? notJson(whole.error) : notJson(parsed.error, number);
  });
}

function parseJson(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function notJson(reason: string, line?: number): TraceFileError {
  const where = line === undefined ? '' : `Line ${line}: `;
  return new TraceFileError(
    `${where}this is not JSON (${reason.slice(0, 200)}). Choose a file of OTLP, Jaeger or Zipkin JSON; one that is compressed has to be unpacked first.`,
  );
}

function spansOf(value: unknown, at: string, warnings: Warnings): readonly SpanDetails[] {
  if (Array.isArray(value)) return spansOfList(value, at, warnings);
  const document = record(value, at);
  // Tempo wraps what it answers as `trace`, Jaeger's /api/v3 as `result`.
  for (const wrapper of ['trace', 'result'])
    if (isObject(document[wrapper])) return spansOf(document[wrapper], `${at}${wrapper}.`, warnings);
  if ('resourceSpans' in document) return otlpSpans(document['resourceSpans'], `${at}resourceSpans`, warnings);
  if ('batches' in document) return otlpSpans(document['batches'], `${at}batches`, warnings);
  if ('data' in document) return jaegerSpans(document['data'], `${at}data`, warnings);
  if ('traceID' in document && 'spans' in document) return jaegerSpans([document], `${at}trace`, warnings);
  throw new TraceFileError(
    `${at === '' ? 'This' : `At ${at}this`} is JSON, but neither OTLP (resourceSpans, batches), nor Jaeger (data, or traceID and spans), nor Zipkin (a list of spans).` +
      ` It has ${Object.keys(document).slice(0, 5).map((key) => JSON.stringify(key.slice(0, 40))).join(', ') || 'nothing'}.`,
  ); // prettier-ignore
}

/** Zipkin's spans, or its traces, each a list of spans; or several documents of the other formats. */
function spansOfList(list: readonly unknown[], at: string, warnings: Warnings): readonly SpanDetails[] {
  const [first] = list;
  if (isObject(first) && !('traceId' in first)) {
    return list.flatMap((one, index) => spansOf(record(one, `${at}[${index}]`), `${at}[${index}].`, warnings));
  }
  return zipkinSpans(list.flat(), at, warnings);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAX_UINT64 = 2n ** 64n - 1n;

/** Only what the model allows: readers of formats check shapes, here are the ranges that all share. */
function addSound(spans: SpanDetails[], span: SpanDetails, warnings: Warnings): void {
  const times = [span.start, ...span.events.map(({ time }) => time)];
  const fault =
    !/^(?!0+$)[0-9a-f]{32}$/.test(span.traceId)
      ? 'its trace id is not one of 32 hexadecimal digits'
      : !/^(?!0+$)[0-9a-f]{16}$/.test(span.spanId)
        ? 'its id is not one of 16 hexadecimal digits'
        : times.some((time) => time < 0n || time > MAX_UINT64)
          ? 'a time of it is not within 1970 to 2554'
          : Math.abs(span.durationNs) > Number(MAX_UINT64)
            ? 'its duration is longer than 584 years'
            : undefined; // prettier-ignore
  if (fault === undefined) spans.push({ ...span, durationNs: Math.round(span.durationNs) });
  else warnings.add(`Span ${JSON.stringify(span.spanId.slice(0, 40))} was left out: ${fault}.`);
}

function byTrace(spans: readonly SpanDetails[]): TraceFileContent['traces'] {
  const traces = new Map<string, SpanDetails[]>();
  for (const span of spans) {
    const trace = traces.get(span.traceId);
    if (trace === undefined) traces.set(span.traceId, [span]);
    else trace.push(span);
  }
  return Array.from(traces, ([traceId, ofTrace]) => ({ traceId, spans: ofTrace }));
}
