// Answers of POST /traces/compare as schemas.
import { Type, type TSchema } from 'typebox';
import { ClockSkew, Coverage } from '../schemas.ts';

const OrNull = <T extends TSchema>(type: T, description: string) => Type.Union([type, Type.Null()], { description });
const Nanoseconds = Type.Number();
const Compared = Type.Object({
  traceId: Type.String(),
  durationNs: Nanoseconds,
  spans: Type.Integer(),
  clockSkew: ClockSkew,
});
const name = { service: Type.String(), operation: Type.String() };
const share = OrNull(Type.Number(), 'Part of the difference; all add up to 1. null where there is no difference');
const basis = Type.Union([Type.Literal('critical-path'), Type.Literal('self-time')], {
  description: 'What the totals and the explanation are made of',
});
const Omitted = Type.Integer({ description: 'What is beyond the cap of the list; the totals count it' });

export const PairAnswer = Type.Object({
  kind: Type.Literal('pair'),
  basis,
  total: Type.Object({ aNs: Nanoseconds, bNs: Nanoseconds, differenceNs: Nanoseconds }),
  a: Compared,
  b: Compared,
  explanation: Type.Array(
    Type.Object({
      ...name,
      kind: Type.String({ description: 'Of the spans: server, client, …' }),
      node: Type.Integer({ description: 'The first node of the tree with this call path' }),
      depth: Type.Integer(),
      kindOfChange: Type.String({ description: 'added, missing, repeated or changed' }),
      callsA: Type.Integer(),
      callsB: Type.Integer(),
      changeNs: Nanoseconds,
      matchedNs: Nanoseconds,
      addedNs: Nanoseconds,
      missingNs: Nanoseconds,
      share,
    }),
    { description: 'What makes the difference, largest first; adds up to total.differenceNs' },
  ),
  omittedExplanations: Omitted,
  tree: Type.Array(
    Type.Object({
      ...name,
      parent: Type.Integer({ description: 'Index of the node above, -1 for a root' }),
      depth: Type.Integer(),
      spanA: OrNull(Type.String(), 'null: the call is only in B'),
      spanB: OrNull(Type.String(), 'null: the call is only in A'),
      durationNs: Type.Number({ description: 'B minus A, as all numbers of a node' }),
      selfNs: Nanoseconds,
      criticalShare: OrNull(Type.Number(), 'Part of the critical path, -1 to 1'),
      changedAttributes: OrNull(Type.Integer(), 'null where attributes were not asked for'),
    }),
    { description: 'Both traces as one tree, depth first' },
  ),
  omittedNodes: Omitted,
  unalignedGroups: Type.Integer({ description: 'Groups of repeated calls too large to align, paired by position' }),
  attributes: Type.Optional(
    Type.Array(
      Type.Object({
        key: Type.String(),
        before: OrNull(Type.String(), 'null: the attribute is absent'),
        after: OrNull(Type.String(), 'null: the attribute is absent'),
        nodes: Type.Integer({ description: 'Calls of both traces whose attribute differs' }),
        alike: Type.Integer({ description: 'How many of them have just this change' }),
        firstNode: Type.Integer(),
      }),
      { description: 'With attributes: true' },
    ),
  ),
  coverage: Coverage,
});

const CohortPath = Type.Object({
  ...name,
  kind: Type.String(),
  parent: Type.Integer({ description: 'Index in the tree, -1 for a root' }),
  depth: Type.Integer(),
  spanId: OrNull(Type.String(), 'The first such span of the trace; null when it has none'),
  presentIn: Type.Integer({ description: 'How many traces of the cohort have the path' }),
  medianCalls: Type.Number(),
  calls: Type.Integer(),
  medianSelfNs: Nanoseconds,
  selfNs: Nanoseconds,
  medianExclusiveNs: OrNull(Type.Number(), 'On the critical path'),
  exclusiveNs: OrNull(Type.Number(), 'On the critical path'),
  changeNs: Type.Number({ description: 'The trace minus the median' }),
  share,
});
export const CohortAnswer = Type.Object({
  kind: Type.Literal('cohort'),
  basis,
  total: Type.Object({
    medianNs: Nanoseconds,
    traceNs: Nanoseconds,
    differenceNs: Nanoseconds,
    remainderNs: Type.Number({ description: 'Medians do not add up: what no single path explains' }),
  }),
  trace: Compared,
  cohort: Type.Object({
    traces: Type.Integer(),
    otherRoots: Type.Integer({
      description: 'Traces of the search that were left out: their root is another operation',
    }),
    shiftedTraces: Type.Integer({ description: 'Whose clocks were put right' }),
  }),
  explanation: Type.Array(CohortPath, {
    description: 'Largest change first; with total.remainderNs it adds up to total.differenceNs',
  }),
  omittedExplanations: Omitted,
  tree: Type.Array(CohortPath, { description: 'Every call path, a parent before its children' }),
  omittedNodes: Omitted,
  coverage: Coverage,
});
