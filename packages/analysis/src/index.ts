export { searchTrace } from './searchTrace.ts';
export { selfTimes, serviceShares, STATUS_ERROR, type ServiceShare } from './selfTimes.ts';
export { subtreeErrors, traceOverview, type TraceOddities, type TraceOverview } from './traceOverview.ts';
export {
  collapsedRows,
  FOLD,
  hiddenInParts,
  NOTHING_COLLAPSED,
  revealRow,
  toggleRow,
  toggleRun,
  type Collapsed,
  type CollapseRule,
} from './rows/collapsed.ts';
export { NO_RUN, runStats, siblingRuns, type Runs, type RunStats } from './rows/runs.ts';
export {
  lineAt,
  positionOf,
  rowOfLine,
  shownRows,
  withAncestors,
  type Line,
  type ShownRows,
} from './rows/shownRows.ts';
export { correctClockSkew, type ClockSkewCorrection } from './clockSkew/correctClockSkew.ts';
export { coveredTime, firstAbove, type Intervals } from './coveredTime.ts';
export { pathByRow, type PathByRow } from './pathByRow.ts';
export { AttributeNameCounts, attributeNamesOf, AttributeValueCounts, attributeValuesOf } from './attributeCounts.ts';
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
export { comparisonFrames, type ComparisonFrames } from './compare/comparisonFrames.ts';
export { NO_ROW } from './compare/matchChildren.ts';
export type { MergedTree } from './compare/mergeTraces.ts';
export type { SpanName } from './compare/spanKeys.ts';
export { compareWithCohort, type CohortComparison, type CohortPath } from './compare/compareWithCohort.ts';
export {
  ABSENT,
  attributeColumns,
  AttributeColumnsBuilder,
  MAX_OUTLIER_KEYS,
  type AttributeColumn,
  type AttributeColumns,
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
export { baggageCandidates } from './baggage/baggageCandidates.ts';
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
export { framesBySide, growth, isOnSide } from './flameGraph/comparedFrames.ts';
export {
  frameFunctions,
  markedShare,
  searchNames,
  type FrameFunction,
  type FunctionSide,
} from './flameGraph/frameFunctions.ts';
export { frameLabel, frameNames, type FrameName, type FrameNames } from './flameGraph/frameNames.ts';
export { NO_FRAME, type FlameFrames, type FrameSide, type FrameSides, type FrameSpans } from './flameGraph/frames.ts';
export { boxAt, marksBefore, visitLane, type FlameLayout, type Lanes, type VisitBoxes } from './flameGraph/layout.ts';
export { mergedFrames, type MergedFrames } from './flameGraph/mergedFrames.ts';
export { framesOfProfile, type ProfileColumns } from './flameGraph/profileFrames.ts';
export { MAX_CALLER_STEPS, sandwich, type Sandwich, type SandwichHalf } from './flameGraph/sandwich.ts';
export { sandwichLayout, type SandwichLayout } from './flameGraph/sandwichLayout.ts';
export { timeLayout } from './flameGraph/timeLayout.ts';
export { widestFrames } from './flameGraph/widestFrames.ts';
export { aggregateCriticalPath, type LoadTraces } from './overTraces/aggregateCriticalPath.ts';
export { analysesOver } from './overTraces/analysesOver.ts';
export {
  MAX_OUTLIER_TRACES,
  outliersOfTraces,
  type ReadItems,
  type ReadItemsOptions,
  type TraceItems,
  type WantedTrace,
} from './overTraces/outliersOfTraces.ts';
export type {
  AggregatedPaths,
  AggregateOptions,
  AnalysisOptions,
  AnalysisProgress,
  OutlierQuestion,
  TraceAnalyses,
  TraceOutlier,
  TraceOutliers,
  TraceSet,
} from './overTraces/traceAnalyses.ts';
export { itemKey, readItemKey, traceItem, type ItemSubject } from './overTraces/traceItems.ts';
