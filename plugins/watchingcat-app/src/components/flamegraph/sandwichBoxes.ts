// The callers and callees of a function as boxes of one picture: callers above it, what it calls below it (with the root on top). Each
// side is zoomed by itself, because a way to the function is no part of what it calls.
import { frameFunctions, sandwich, sandwichLayout, type FrameFunction, type FrameName } from '@watchingcat/analysis';
import { frameFacts, frameMarks, type FlameBoxes, type FlameGraphData } from './flameGraphData';
import { windowOf } from './flameView';

export interface SandwichBoxes {
  readonly boxes: FlameBoxes;
  /** What the function holds all in all. */
  readonly sums: FrameFunction;
  /** Only as many levels of callers are there; undefined when all are. */
  readonly callersCutAt: number | undefined;
}

/** Undefined when no frame has the name. */
export function sandwichBoxes(data: FlameGraphData, of: FrameName): SandwichBoxes | undefined {
  const { frames, spans } = data;
  const index = frames.names.findIndex(
    ({ service, operation }) => service === of.service && operation === of.operation,
  );
  const sums = frameFunctions(frames).find(({ name }) => name === index);
  const both = index === -1 ? undefined : sandwich(frames, index);
  if (both === undefined || sums === undefined) return undefined;
  const { callees, callers, isCut } = both;
  const layout = sandwichLayout(both);
  const { callees: first, size, parent, subtreeSize, lanes } = layout;
  const isCaller = (box: number) => box >= first;
  const inHalf = (box: number) => (isCaller(box) ? box - first + 1 : box);
  const [factsBelow, factsAbove] = [frameFacts(data, callees.frames), frameFacts(data, callers.frames)];
  const [marksBelow, marksAbove] = [frameMarks(callees.frames), frameMarks(callers.frames)];
  const marksOf = (box: number) => (isCaller(box) ? marksAbove : marksBelow);
  const firstChild = (box: number) => (subtreeSize[box] > 1 ? box + 1 : undefined);
  const firstCaller = size > first ? first : undefined;
  const ownLane = lanes.lane[0];
  return {
    boxes: {
      layout,
      facts: (box) => (isCaller(box) ? { ...factsAbove(inHalf(box)), isCaller: true } : factsBelow(box)),
      hasError: (box) => marksOf(box).hasError(inHalf(box)),
      isOneSided: (box) => marksOf(box).isOneSided(inHalf(box)),
      boxOf: (box) => (box < size ? box : undefined),
      focusOf: (box) => box,
      rowOf: (box) => {
        const source = (isCaller(box) ? callers : callees).sourceFrame[inHalf(box)];
        return spans === undefined ? source : spans.merged.firstRow[source];
      },
      below: (box) => (isCaller(box) ? parent[box] : firstChild(box)),
      above: (box) => (isCaller(box) ? firstChild(box) : box === 0 ? firstCaller : parent[box]),
      windowAt: (lane, focus) => {
        const isZoomed = focus !== undefined && Math.sign(lanes.lane[focus] - ownLane) === Math.sign(lane - ownLane);
        return windowOf(layout, isZoomed ? focus : undefined);
      },
    },
    sums,
    callersCutAt: isCut ? ownLane : undefined,
  };
}
