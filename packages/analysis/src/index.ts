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
export { pathByRow, type PathByRow, type PathSegments } from './pathByRow.ts';
export { callEdges } from './callEdges.ts';
export { PEER_ATTRIBUTES, peerNodeName, peerOf } from './peer.ts';
export { isCall, redOfSpans, totalMsOfSpans } from './redOfSpans.ts';
