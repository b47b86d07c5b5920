// Calls with their traces, for the points of a chart: of each slice of time one of the slowest, and some by chance. They come from the roll-up,
// which keeps two calls for each minute, operation and outcome: one of the slowest, and any.
import { COMPLETE, MAX_EXEMPLARS, type Exemplar, type ExemplarQuery, type ExemplarsAnswer } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';

const SLICES = 20n;
const SLOWEST_PER_SLICE = 3;
const PER_SLICE = MAX_EXEMPLARS / Number(SLICES);

export async function readExemplars(
  store: Store,
  tenant: string,
  { service, operation, range }: ExemplarQuery,
  signal?: AbortSignal,
): Promise<ExemplarsAnswer> {
  const width = (range.end - range.start + SLICES - 1n) / SLICES;
  if (width <= 0n) return { exemplars: [], coverage: COMPLETE };
  const inRange = `Tenant = {tenant:String} AND ServiceName = {service:String} AND IsEntry = 1
    AND Minute >= toStartOfMinute(fromUnixTimestamp64Nano({start:Int64})) AND Minute < fromUnixTimestamp64Nano({end:Int64})
    AND ({anyOperation:Bool} OR SpanName = {operation:String})`;
  const calls = (
    which: 'Slowest' | 'Example',
  ) => `SELECT lower(hex(${which}.2)) AS Trace, lower(hex(${which}.3)) AS Span,
      toUnixTimestamp64Nano(${which}.4) AS StartNs, ${which}.1 AS Duration
    FROM red_1m WHERE ${inRange} AND StartNs >= {start:Int64} AND StartNs < {end:Int64}`;
  const slice = 'intDiv(StartNs - {start:Int64}, {width:Int64})';
  const rows = await store.rows<{ Trace: string; Span: string; StartNs: string; Duration: string }>(
    `SELECT DISTINCT * FROM (
       SELECT * FROM (${calls('Slowest')} ORDER BY Duration DESC LIMIT ${SLOWEST_PER_SLICE} BY ${slice})
       UNION ALL
       SELECT * FROM (${calls('Example')} ORDER BY sipHash64(Trace, Span) LIMIT ${PER_SLICE - SLOWEST_PER_SLICE} BY ${slice})
     ) ORDER BY StartNs, Span`,
    {
      parameters: {
        tenant,
        service,
        operation: operation ?? '',
        anyOperation: operation === undefined,
        start: range.start,
        end: range.end,
        width,
      },
      signal,
    },
  );
  const exemplars = rows.map((row): Exemplar => ({
    time: BigInt(row.StartNs),
    durationMs: Math.max(0, Number(row.Duration)) / 1e6,
    traceId: row.Trace,
    spanId: row.Span,
  }));
  return { exemplars, coverage: COMPLETE };
}
