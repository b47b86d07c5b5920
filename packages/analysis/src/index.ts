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
export { comparedFrames, growth } from './flameGraph/comparedFrames.ts';
export { frameFunctions, markedShare, searchNames, type FrameFunction } from './flameGraph/frameFunctions.ts';
export { frameLabel, frameNames, type FrameName, type FrameNames } from './flameGraph/frameNames.ts';
export { NO_FRAME, type FlameFrames, type FrameSpans } from './flameGraph/frames.ts';
export { boxAt, marksBefore, visitLane, type FlameLayout, type Lanes, type VisitBoxes } from './flameGraph/layout.ts';
export { mergedFrames, type MergedFrames } from './flameGraph/mergedFrames.ts';
export { framesOfProfile, type ProfileColumns } from './flameGraph/profileFrames.ts';
export { timeLayout } from './flameGraph/timeLayout.ts';
export { widestFrames } from './flameGraph/widestFrames.ts';
