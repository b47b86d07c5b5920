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
export { detailsOfRows } from './detailsOfRows.ts';
export { attributeStatistics, type AttributeStatistics } from './statistics/attributeStatistics.ts';
export {
  cohortTraces,
  MAX_COHORT_SPANS,
  MAX_COHORT_TRACES,
  sameOperation,
  type Cohort,
  type CohortProgress,
} from './compare/cohortTraces.ts';
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
export { criticalPath, type CriticalPath, type PathSegments } from './criticalPath/criticalPath.ts';
export { mainRoot } from './criticalPath/root.ts';
export { dragAndSlack, type DragAndSlack } from './criticalPath/dragAndSlack.ts';
export {
  criticalPathShares,
  type CriticalPathShares,
  type OperationShare,
  type PathShare,
} from './criticalPath/shares.ts';
export { WAITING } from './criticalPath/waiting.ts';
export type { Waits } from './criticalPath/waits.ts';
export type { CriticalPathWarning } from './criticalPath/warnings.ts';
export { whatIf, type WhatIfAnswer, type WhatIfRule } from './criticalPath/whatIf.ts';
export {
  type AggregateAnswer,
  type AggregateWhatIf,
  CriticalPathAggregate,
  MAX_AGGREGATE_ROWS,
  MAX_AGGREGATE_SPANS,
  MAX_AGGREGATE_TRACES,
} from './criticalPath/aggregate.ts';
export { MAX_CALL_PATH_DEPTH, MAX_CALL_PATHS, type Operation } from './criticalPath/callPaths.ts';
export type { HeldTime } from './criticalPath/groupTotals.ts';
export type { Rank } from './criticalPath/percentileBands.ts';
