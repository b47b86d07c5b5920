// Analyses of many traces as schemas: what is asked, and what is answered.
import { MAX_OUTLIER_TRACES } from '@watchingcat/analysis';
import { Type } from 'typebox';
import { Coverage, SearchConditions, SkewParameter } from './schemas.ts';

const closed = { additionalProperties: false };
const Ns = Type.Number({ description: 'ns' });
const Share = Type.Number({ description: '0 to 1' });

const Rank = Type.Object({ meanNs: Ns, share: Share });
const heldTime = {
  traces: Type.Integer({ description: 'In which it has time on the critical path' }),
  exclusiveNs: Ns,
  meanShare: Share,
  at: Type.Object(
    { p50: Rank, p95: Rank, p99: Rank },
    { description: 'In the traces around these percentiles of duration' },
  ),
  exampleTraceId: Type.String({ description: 'The trace in which it holds the most time' }),
};
const operation = { service: Type.String(), operation: Type.String() };
const RankedDuration = Type.Object({ durationNs: Ns, traces: Type.Integer() });

export const AggregateQuestion = Type.Object(
  {
    ...SearchConditions,
    whatIf: Type.Optional(
      Type.Array(
        Type.Object(
          {
            service: Type.Optional(Type.String()),
            operation: Type.Optional(Type.String()),
            factor: Type.Number({ minimum: 0, description: "Of the spans' own time: 0.5 is twice as fast" }),
          },
          closed,
        ),
        { maxItems: 20, description: 'What if these spans were faster or slower?' },
      ),
    ),
    ...SkewParameter,
  },
  { ...closed, description: 'Conditions as in POST /traces/search.' },
);

export const AggregateAnswer = Type.Object({
  aggregate: Type.Union([
    Type.Null(),
    Type.Object({
      traces: Type.Integer(),
      spans: Type.Integer(),
      ranks: Type.Object({ p50: RankedDuration, p95: RankedDuration, p99: RankedDuration }),
      byService: Type.Array(Type.Object({ ...heldTime, service: Type.String() })),
      byOperation: Type.Array(Type.Object({ ...heldTime, ...operation })),
      byCallPath: Type.Array(Type.Object({ ...heldTime, path: Type.Array(Type.Object(operation)) })),
      isCut: Type.Boolean(),
      whatIf: Type.Union([
        Type.Null(),
        Type.Object({
          traces: Type.Integer({ description: 'That would be shorter' }),
          meanSavedNs: Ns,
          savedShare: Type.Number(),
          durationNs: Type.Object({ p50: Ns, p95: Ns, p99: Ns }),
        }),
      ]),
      warnings: Type.Array(Type.Object({ code: Type.String(), traces: Type.Integer() })),
    }),
  ]),
  shiftedTraces: Type.Integer({ description: 'Traces whose clocks were put right' }),
  coverage: Coverage,
});

const TraceSet = Type.Union([
  Type.Object(SearchConditions, closed),
  Type.Object(
    { traceIds: Type.Array(Type.String(), { minItems: 1, maxItems: MAX_OUTLIER_TRACES }) },
    { ...closed, description: 'These traces' },
  ),
]);

export const OutlierQuestion = Type.Object(
  {
    selection: TraceSet,
    baseline: Type.Optional(TraceSet),
  },
  {
    ...closed,
    description:
      'Traces of the selection do not count in the baseline. Without a baseline, the selection is held against all other traces of its time range.',
  },
);

const Condition = Type.Union([
  Type.Object({ type: Type.Literal('is'), value: Type.String() }),
  Type.Object({ type: Type.Union([Type.Literal('absent'), Type.Literal('present')]) }),
  Type.Object({ type: Type.Union([Type.Literal('above'), Type.Literal('atMost')]), threshold: Type.Number() }),
]);

const Outlier = Type.Object({
  key: Type.String({ description: 'service › span.attribute, resource.attribute, name, kind, status or spans' }),
  adjustedP: Type.Number({ description: 'Benjamini-Hochberg' }),
  distinct: Type.Integer(),
  statements: Type.Array(
    Type.Object({
      condition: Condition,
      selectedShare: Share,
      baselineShare: Share,
      difference: Type.Number({ description: 'selectedShare - baselineShare' }),
      leastDifference: Type.Number({ description: 'It is at least this far from 0, at 95 % confidence' }),
      p: Type.Number(),
      test: Type.String(),
    }),
  ),
  exampleTraceIds: Type.Array(Type.String()),
});

export const OutliersAnswer = Type.Object({
  selectedItems: Type.Integer(),
  baselineItems: Type.Integer(),
  keysTested: Type.Integer(),
  groups: Type.Array(Type.Object({ representative: Outlier, alike: Type.Array(Outlier) }), {
    description: 'The clearest first; empty when nothing sets the selection apart',
  }),
  outliersLeftOut: Type.Integer(),
  keysLeftOut: Type.Integer(),
  selectionCoverage: Coverage,
  baselineCoverage: Coverage,
});
