export { searchTrace } from './searchTrace.ts';
export { selfTimes, serviceShares, STATUS_ERROR, type ServiceShare } from './selfTimes.ts';
export { subtreeErrors, traceOverview, type TraceOddities, type TraceOverview } from './traceOverview.ts';
export {
  collapsedRows,
  NOTHING_COLLAPSED,
  positionOf,
  revealRow,
  toggleRow,
  visibleRows,
  type Collapsed,
  type CollapseRule,
} from './visibleRows.ts';
export { callEdges } from './callEdges.ts';
export { PEER_ATTRIBUTES, peerNodeName, peerOf } from './peer.ts';
export { isCall, redOfSpans, totalMsOfSpans } from './redOfSpans.ts';
export { attributeChanges, type AttributeChange } from './compare/attributeChanges.ts';
export { MAX_ALIGNMENT_CELLS } from './compare/alignRepeated.ts';
export {
  compareTraces,
  type ComparedTrace,
  type NodeChanges,
  type PathChange,
  type TraceComparison,
} from './compare/compareTraces.ts';
export { NO_ROW } from './compare/matchChildren.ts';
export type { MergedTree } from './compare/mergeTraces.ts';
export type { SpanName } from './compare/spanKeys.ts';
export { compareWithCohort, type CohortComparison, type CohortPath } from './compare/compareWithCohort.ts';
export {
  ABSENT,
  attributeColumns,
  MAX_OUTLIER_KEYS,
  type AttributeColumn,
  type NumberColumn,
  type TextColumn,
} from './outliers/attributeColumns.ts';
export {
  attributeOutliers,
  FALSE_DISCOVERY_RATE,
  MAX_OUTLIERS,
  type Outlier,
  type OutlierAnswer,
  type OutlierGroup,
  type OutlierInput,
} from './outliers/attributeOutliers.ts';
export { conditionOf } from './outliers/condition.ts';
export type { Condition, Statement } from './outliers/keyFinding.ts';
export { outlierSentence } from './outliers/outlierSentence.ts';
export { traceStatistics, type StatisticsBy, type StatisticsRow } from './statistics/traceStatistics.ts';
export {
  baggageTravel,
  MAX_BAGGAGE_KEYS,
  type BaggageChange,
  type BaggageEntry,
  type BaggageKey,
  type BaggageTravel,
} from './baggage/baggageTravel.ts';
export { BAGGAGE_EVIDENCE, type BaggageEvidence, type BaggageSpan } from './baggage/readBaggage.ts';
export { attributeSummary, type AttributeSummary } from './compare/attributeSummary.ts';
