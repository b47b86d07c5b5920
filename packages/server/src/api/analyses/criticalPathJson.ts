// A critical path as the API gives it: rows become span ids with their names.
import { criticalPath, criticalPathShares, dragAndSlack, type CriticalPath } from '@watchingcat/analysis';
import { SPAN_FLAG, type Trace } from '@watchingcat/model';
import { Type, type Static } from 'typebox';
import { parseSpanId } from '../ids.ts';
import { ProblemError } from '../problems.ts';
import { ClockSkew, Coverage } from '../schemas.ts';
import type { ShownTrace } from './storedTrace.ts';

/** Of segments, and of spans with drag and slack: more would be hundreds of megabytes. */
const MAX_PATH_ITEMS = 250_000;

const Nanoseconds = Type.Number();
const span = { spanId: Type.String(), service: Type.String(), operation: Type.String() };
const share = {
  spans: Type.Integer({ description: 'Spans with time of their own on the path' }),
  exclusiveNs: Nanoseconds,
  share: Type.Number({ description: 'Part of the path, 0 to 1' }),
};
export const CriticalPathAnswer = Type.Object({
  traceId: Type.String(),
  durationNs: Type.Number({ description: 'Of the root' }),
  segments: Type.Array(Type.Object({ ...span, startNs: Nanoseconds, endNs: Nanoseconds }), {
    description: "In time order and without gaps, from the root's start to its end; in ns after the root's start",
  }),
  byService: Type.Array(Type.Object({ service: Type.String(), ...share })),
  byOperation: Type.Array(Type.Object({ service: Type.String(), operation: Type.String(), ...share })),
  warnings: Type.Array(Type.Object({ code: Type.String(), spans: Type.Integer(), message: Type.String() }), {
    description: 'What to know before believing the path',
  }),
  spans: Type.Optional(
    Type.Array(
      Type.Object({
        ...span,
        exclusiveNs: Type.Number({ description: 'On the path, and the span’s own' }),
        dragNs: Type.Number({ description: 'By how much the root would be shorter without the span' }),
        slackNs: Type.Union([Type.Number(), Type.Null()], {
          description: 'By how much the span can grow before the root does; null where nobody waits for it',
        }),
      }),
      { description: 'With include=slack: the root and every span below it, depth first' },
    ),
  ),
  clockSkew: ClockSkew,
  coverage: Coverage,
});

/** @throws ProblemError `bad-span-id`, `span-not-found`, `too-much` */
export function criticalPathJson(
  { trace, coverage, clockSkew }: ShownTrace,
  options: { readonly root: string | undefined; readonly withSlack: boolean },
): Static<typeof CriticalPathAnswer> {
  const path = criticalPath(trace, options.root === undefined ? undefined : rowOf(trace, options.root));
  refuseLarge(path.segments.size, 'segments');
  const { byService, byOperation } = criticalPathShares(path);
  return {
    traceId: trace.traceId,
    durationNs: path.durationNs,
    segments: Array.from(path.segments.row, (row, at) => ({
      ...spanOf(trace, row),
      startNs: path.segments.startNs[at],
      endNs: path.segments.endNs[at],
    })),
    byService: [...byService],
    byOperation: [...byOperation],
    warnings: [...path.warnings],
    ...(options.withSlack && { spans: spansWithSlack(trace, path) }),
    clockSkew,
    coverage,
  };
}

function spansWithSlack(trace: Trace, path: CriticalPath) {
  const { root, exclusiveNs } = path;
  const size = trace.subtreeSize[root];
  refuseLarge(size, 'spans');
  const { dragNs, slackNs } = dragAndSlack(path);
  return Array.from({ length: size }, (_, at) => {
    const row = root + at;
    return {
      ...spanOf(trace, row),
      exclusiveNs: exclusiveNs[row],
      dragNs: dragNs[row],
      slackNs: Number.isFinite(slackNs[row]) ? slackNs[row] : null,
    };
  });
}

function refuseLarge(count: number, what: string): void {
  if (count <= MAX_PATH_ITEMS) return;
  throw new ProblemError(
    'too-much',
    `The answer would have ${count} ${what}, more than ${MAX_PATH_ITEMS}. Ask for a part of the trace: root=<span id>.`,
    { parameter: 'root' },
  );
}

export const spanOf = ({ spanIds, services, service, operations, operation }: Trace, row: number) => ({
  spanId: spanIds[row],
  service: services[service[row]],
  operation: operations[operation[row]],
});

/** Of spans with the same id, the one that has the children. */
function rowOf({ traceId, spanIds, flags }: Trace, id: string): number {
  const spanId = parseSpanId(id);
  let row = spanIds.indexOf(spanId);
  while (row !== -1 && (flags[row] & SPAN_FLAG.duplicateId) !== 0) row = spanIds.indexOf(spanId, row + 1);
  if (row !== -1) return row;
  throw new ProblemError('span-not-found', `Trace ${traceId} has no span ${spanId}. Send the id of one of its spans.`, {
    traceId,
    spanId,
    parameter: 'root',
  });
}
