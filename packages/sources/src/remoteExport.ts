// Traces as a file, made by a WatchingCat server: it reads them faster than a page could, and the file passes as it is.
import type { TraceSet } from '@watchingcat/analysis';
import { COMPLETE, TelemetryError, type Coverage } from '@watchingcat/model';
import { coverage as readCoverage } from './answers.ts';
import type { TraceFileFormat } from './formats/traceFile.ts';
import { searchBody } from './remoteTelemetry.ts';
import { askText } from './request.ts';
import type { Transport } from './transport.ts';

export interface RemoteTraceFile {
  readonly text: string;
  /** That are in it; `undefined` where an older server does not say. */
  readonly traces: number | undefined;
  readonly coverage: Coverage;
}

/** Of a search, `sort` and `limit` count. @throws TelemetryError, also when there is no such trace */
export async function askTraceFile(
  transport: Transport,
  set: TraceSet,
  format: TraceFileFormat,
  signal?: AbortSignal,
): Promise<RemoteTraceFile> {
  const asked =
    'traceIds' in set ? { traceIds: set.traceIds } : { ...searchBody(set), sort: set.sort, limit: set.limit };
  const { text, header } = await askText(transport, {
    method: 'POST',
    path: '/api/v1/traces/export',
    body: { contentType: 'application/json', text: JSON.stringify({ ...asked, format }) },
    signal,
  });
  const traces = Number(header('x-watchingcat-traces') ?? NaN);
  return { text, traces: Number.isSafeInteger(traces) ? traces : undefined, coverage: coverageOf(header) };
}

function coverageOf(header: (name: string) => string | undefined): Coverage {
  const text = header('x-watchingcat-coverage');
  if (text === undefined) return COMPLETE;
  try {
    return readCoverage(JSON.parse(text), 'X-WatchingCat-Coverage');
  } catch (cause) {
    const message =
      'The server does not say as expected what its file lacks. Check that it is not older than the plugin.';
    throw new TelemetryError('bad_answer', message, { cause });
  }
}
