// Comparisons of traces as the API gives them: a pair as one merged tree, a trace against a cohort by call path, and for both what
// explains the difference.
import {
  attributeSummary,
  compareTraces,
  compareWithCohort,
  correctClockSkew,
  criticalPath,
  NO_ROW,
  type Cohort,
  type CohortPath,
  type ComparedTrace,
  type TraceComparison,
} from '@watchingcat/analysis';
import { attributeText, SPAN_KINDS, type AttributeValue, type Coverage, type Trace } from '@watchingcat/model';
import type { Static } from 'typebox';
import type { CohortAnswer, PairAnswer } from './comparisonSchemas.ts';
import type { DetailedTrace, ShownTrace, Skew } from './storedTrace.ts';

/** Of the merged tree; the explanation is always of all. */
const MAX_TREE_NODES = 50_000;
/** Of the explanation and of the changed attributes, largest first. */
const MAX_EXPLANATIONS = 1_000;

/** `details` where attributes are to be compared, too. */
export interface PairSide extends Pick<ShownTrace, 'trace' | 'clockSkew'> {
  readonly details?: DetailedTrace['details'] | undefined;
}

export function pairJson(a: PairSide, b: PairSide, coverage: Coverage): Static<typeof PairAnswer> {
  const before = comparedTrace(a);
  const after = comparedTrace(b);
  const comparison = compareTraces(before, after);
  const { basis, totalA, totalB, tree, explanation } = comparison;
  const differenceNs = totalB - totalA;
  return {
    kind: 'pair',
    basis,
    total: { aNs: totalA, bNs: totalB, differenceNs },
    a: traceJson(a),
    b: traceJson(b),
    explanation: explanation.slice(0, MAX_EXPLANATIONS).map(({ kind, path: _, ...change }) => ({
      ...change,
      kind: SPAN_KINDS[kind],
      share: shareOf(change.changeNs, differenceNs),
    })),
    omittedExplanations: Math.max(0, explanation.length - MAX_EXPLANATIONS),
    tree: treeJson(a.trace, b.trace, comparison),
    omittedNodes: Math.max(0, tree.size - MAX_TREE_NODES),
    unalignedGroups: tree.unalignedGroups,
    ...(a.details && {
      attributes: attributeSummary(tree, before, after)
        .slice(0, MAX_EXPLANATIONS)
        .map(({ before: was, after: is, ...summary }) => ({ ...summary, before: textOf(was), after: textOf(is) })),
    }),
    coverage,
  };
}

/** @param cohort as its traces were sent */
export function cohortJson(
  shown: ShownTrace,
  { traces, otherRoots, cut }: Cohort,
  skew: Skew,
  coverage: Coverage,
): Static<typeof CohortAnswer> {
  const { trace } = shown;
  const others = skew === 'off' ? traces : traces.map((one) => correctClockSkew(one).trace);
  const comparison = compareWithCohort(
    others.map((one) => comparedTrace({ trace: one })),
    comparedTrace({ trace }),
  );
  const { basis, cohortTotalNs, traceTotalNs, explanation, paths, remainderNs } = comparison;
  const differenceNs = traceTotalNs - cohortTotalNs;
  const pathJson = ({ kind, row, medianExclusiveNs, exclusiveNs, ...path }: CohortPath) => ({
    ...path,
    kind: SPAN_KINDS[kind],
    spanId: row === -1 ? null : trace.spanIds[row],
    medianExclusiveNs: medianExclusiveNs ?? null,
    exclusiveNs: exclusiveNs ?? null,
    share: shareOf(path.changeNs, differenceNs),
  });
  return {
    kind: 'cohort',
    basis,
    total: { medianNs: cohortTotalNs, traceNs: traceTotalNs, differenceNs, remainderNs },
    trace: traceJson(shown),
    cohort: {
      traces: traces.length,
      otherRoots,
      shiftedTraces: others.filter((one, at) => one !== traces[at]).length,
    },
    explanation: explanation.slice(0, MAX_EXPLANATIONS).map(pathJson),
    omittedExplanations: Math.max(0, explanation.length - MAX_EXPLANATIONS),
    tree: paths.slice(0, MAX_TREE_NODES).map(pathJson),
    omittedNodes: Math.max(0, paths.length - MAX_TREE_NODES),
    coverage: cut === undefined ? coverage : { kind: 'partial', reason: cut },
  };
}

function comparedTrace({ trace, details }: Omit<PairSide, 'clockSkew'>): ComparedTrace {
  return {
    trace,
    exclusiveNs: criticalPath(trace).exclusiveNs,
    attributes: details && ((row) => details[row]?.attributes),
  };
}

function treeJson(a: Trace, b: Trace, { tree, changes }: TraceComparison) {
  return Array.from({ length: Math.min(tree.size, MAX_TREE_NODES) }, (_, node) => {
    const rowA = tree.rowA[node];
    const rowB = tree.rowB[node];
    const [trace, row] = rowB === NO_ROW ? [a, rowA] : [b, rowB];
    return {
      parent: tree.parent[node],
      depth: tree.depth[node],
      service: trace.services[trace.service[row]],
      operation: trace.operations[trace.operation[row]],
      spanA: rowA === NO_ROW ? null : a.spanIds[rowA],
      spanB: rowB === NO_ROW ? null : b.spanIds[rowB],
      durationNs: changes.durationNs[node],
      selfNs: changes.selfNs[node],
      criticalShare: changes.criticalShare?.[node] ?? null,
      changedAttributes: changes.attributes?.[node] ?? null,
    };
  });
}

const traceJson = ({ trace: { traceId, durationNs, size }, clockSkew }: PairSide) => ({
  traceId,
  durationNs,
  spans: size,
  clockSkew,
});

/** Of no difference nothing is a part. */
const shareOf = (changeNs: number, differenceNs: number) => (differenceNs === 0 ? null : changeNs / differenceNs);

const textOf = (value: AttributeValue | undefined) => (value === undefined ? null : attributeText(value));
