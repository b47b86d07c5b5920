import { COMPLETE, type SpanDetails, type Telemetry, type TraceSummary } from '@watchingcat/model';
import { exportedTraces } from './exportedTraces.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const summary = (n: number, spans = 2): TraceSummary => ({
  traceId: id(n),
  rootService: '',
  rootOperation: '',
  start: 0n,
  durationMs: 1,
  spans,
  errors: 0,
  services: [],
});
const span = (traceId: string) => ({ traceId }) as SpanDetails;

/** Traces 1 to 5 are stored, each of `size` spans. */
function stored(size = 2, nextCursor?: string): Pick<Telemetry, 'searchTraces' | 'spansOfTrace'> {
  return {
    searchTraces: async () => ({ traces: [1, 2, 3].map((n) => summary(n, size)), nextCursor, coverage: COMPLETE }),
    spansOfTrace: async (traceId) =>
      BigInt(`0x${traceId}`) > 5n
        ? undefined
        : { spans: new Array<SpanDetails>(size).fill(span(traceId)), coverage: COMPLETE },
  };
}

const SEARCH = { range: { start: 0n, end: 1n } };

it('reads the traces of a search in their order, and tells how far it is', async () => {
  const told: number[] = [];
  const onProgress = ({ traces, of }: { traces: number; of: number }) => told.push(traces / of);
  const { traces, coverage, nextCursor } = await exportedTraces(stored(), SEARCH, { onProgress });
  expect(traces.map((spans) => [spans[0].traceId, spans.length])).toEqual([1, 2, 3].map((n) => [id(n), 2]));
  expect([coverage, nextCursor, told.at(-1)]).toEqual([COMPLETE, undefined, 1]);
});

it('says that a search has more', async () => {
  const { coverage, nextCursor } = await exportedTraces(stored(2, 'more'), SEARCH);
  expect([coverage, nextCursor]).toEqual([{ kind: 'capped', cap: 'limit', limit: 3 }, 'more']);
});

it('reads traces by their ids, each once, and says how many are gone', async () => {
  const { traces, coverage } = await exportedTraces(stored(), { traceIds: [id(4), id(9), id(4)] });
  expect(traces.map(([{ traceId }]) => traceId)).toEqual([id(4)]);
  expect(coverage).toEqual({ kind: 'partial', reason: '1 of the 2 traces are not stored (any more).' });
});

it('stops before the file becomes too large, and then continues no search', async () => {
  const { traces, coverage, nextCursor } = await exportedTraces(stored(40_000, 'more'), SEARCH);
  expect(traces).toHaveLength(2);
  expect(coverage).toEqual({ kind: 'capped', cap: 'MAX_SPANS_PER_ANSWER', limit: 100_000 });
  expect(nextCursor).toBeUndefined();
});
