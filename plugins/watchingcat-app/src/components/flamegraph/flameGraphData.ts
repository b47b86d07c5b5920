// What a flame graph shows, whatever it was made of: a trace (merged or by time), a profile, or a comparison.
import {
  frameLabel,
  frameNames,
  isOnSide,
  mergedFrames,
  NO_FRAME,
  selfTimes,
  STATUS_ERROR,
  timeLayout,
  type FlameFrames,
  type FlameLayout,
  type FrameNames,
  type FrameSide,
  type FrameSpans,
  type MergedFrames,
} from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { formatDurationNs } from '../format';
import { nameText, visibleText } from '../visibleText';
import { windowOf, type Window } from './flameView';

export const FLAME_MODES = ['merged', 'time'] as const;
export type FlameMode = (typeof FLAME_MODES)[number];

export interface FlameGraphData {
  readonly frames: FlameFrames;
  /** Undefined where frames are not of spans: then there is nothing to show by time. */
  readonly spans: FlameSpans | undefined;
  /** What is measured, with its unit. */
  readonly format: (value: number) => string;
  /** What the sides of a comparison are called. */
  readonly sides: SideWords;
}

export interface SideWords {
  readonly before: string;
  readonly after: string;
  readonly onlyBefore: string;
  readonly onlyAfter: string;
  /** Whose part is as wide as a frame. */
  readonly widthOf: string;
}

export const BEFORE_AFTER: SideWords = {
  before: 'before',
  after: 'after',
  onlyBefore: 'gone',
  onlyAfter: 'new',
  widthOf: 'before and after added up',
};

interface FlameSpans {
  readonly trace: Trace;
  readonly names: FrameNames;
  readonly merged: MergedFrames;
  readonly selfNs: Float64Array;
}

export function flameGraphOfTrace(trace: Trace): FlameGraphData {
  const names = frameNames(trace);
  const merged = mergedFrames(trace, names);
  return {
    frames: merged.frames,
    spans: { trace, names, merged, selfNs: selfTimes(trace) },
    format: formatDurationNs,
    sides: BEFORE_AFTER,
  };
}

/** Boxes that can be seen and asked about: the frames, or spans at their time. */
export interface FlameBoxes {
  readonly layout: FlameLayout;
  readonly facts: (box: number) => BoxFacts;
  readonly hasError: (box: number) => boolean;
  /** Only one side of a comparison has it. */
  readonly isOneSided: (box: number) => boolean;
  /** A box has one name across both modes: the row of its (first) span, or, without spans, its own number. */
  readonly boxOf: (focus: number) => number | undefined;
  readonly focusOf: (box: number) => number;
  /** The row of its (first) span, or, without spans, the frame. */
  readonly rowOf: (box: number) => number;
  /** What is on the next row below it, and above it, when the root is on top. */
  readonly below: (box: number) => number | undefined;
  readonly above: (box: number) => number | undefined;
  /** The part of the width that a lane shows when a box is zoomed to. */
  readonly windowAt: (lane: number, focus: number | undefined) => Window;
}

export interface BoxFacts {
  readonly label: string;
  readonly service: string;
  readonly operation: string;
  /** In the unit of the data. `self` is a part of `total`. */
  readonly total: number;
  readonly self: number;
  /** `total` and `self` by the whole graph, 0 to 1. */
  readonly share: number;
  readonly selfShare: number;
  /** Spans, how many of them failed, and how long they took by the clock, added up. */
  readonly spans: { readonly count: number; readonly errors: number; readonly durationNs: number } | undefined;
  /** Of a span at its time. */
  readonly startNs: number | undefined;
  readonly compared: ComparedFacts | undefined;
  /** Calls the function that the graph is about: what is told are the calls that came this way. */
  readonly isCaller: boolean;
}

/** Of a comparison: what each side has of the box; undefined where it has none of it. */
export interface ComparedFacts {
  readonly before: SideFacts | undefined;
  readonly after: SideFacts | undefined;
  readonly words: SideWords;
}

export interface SideFacts {
  readonly total: number;
  readonly self: number;
  readonly spans: { readonly count: number; readonly errors: number } | undefined;
}

export function flameBoxes(data: FlameGraphData, mode: FlameMode): FlameBoxes {
  return mode === 'time' && data.spans !== undefined ? boxesOfSpans(data.spans) : boxesOfFrames(data);
}

/** Names as they are shown; the empty service of what has none stays empty. */
function shownName(name: FrameNames['names'][number]): Pick<BoxFacts, 'service' | 'operation' | 'label'> {
  return {
    service: visibleText(name.service),
    operation: nameText(name.operation),
    label: visibleText(frameLabel(name)),
  };
}

function boxesOfFrames(data: FlameGraphData): FlameBoxes {
  const { frames, spans: source } = data;
  const rowOf = (box: number) => (source === undefined ? box : source.merged.firstRow[box]);
  return {
    layout: frames,
    facts: frameFacts(data, frames),
    ...frameMarks(frames),
    boxOf: (row) => (source === undefined ? (row < frames.size ? row : undefined) : source.merged.frameOfRow[row]),
    focusOf: rowOf,
    rowOf,
    ...steps(frames),
  };
}

/** @param frames of the data, or parts of them; shares are of the data's */
export function frameFacts(
  { frames: { extent }, sides: words }: FlameGraphData,
  { name, names, width, self, spans, sides }: FlameFrames,
): FlameBoxes['facts'] {
  const shown = names.map(shownName);
  const part = (value: number) => (extent === 0 ? 0 : value / extent);
  const spansOf = (known: FrameSpans | undefined, frame: number) =>
    known && { count: known.count[frame], errors: known.errors[frame], durationNs: known.durationNs[frame] };
  const sideOf = (side: FrameSide, frame: number) =>
    isOnSide(side, frame)
      ? { total: side.width[frame], self: side.self[frame], spans: spansOf(side.spans, frame) }
      : undefined;
  return (frame) => ({
    ...shown[name[frame]],
    total: width[frame],
    self: self[frame],
    share: part(width[frame]),
    selfShare: part(self[frame]),
    spans: spansOf(spans, frame),
    startNs: undefined,
    compared: sides && { before: sideOf(sides.before, frame), after: sideOf(sides.after, frame), words },
    isCaller: false,
  });
}

export function frameMarks({ spans, sides }: FlameFrames): Pick<FlameBoxes, 'hasError' | 'isOneSided'> {
  const failed = [spans, sides?.before.spans, sides?.after.spans].filter((known) => known !== undefined);
  return {
    hasError: (frame) => failed.some(({ errors }) => errors[frame] > 0),
    isOneSided: (frame) => sides !== undefined && isOnSide(sides.before, frame) !== isOnSide(sides.after, frame),
  };
}

/** Of a graph that is one tree, or several beside each other. */
function steps(layout: FlameLayout): Pick<FlameBoxes, 'below' | 'above' | 'windowAt'> {
  return {
    below: (box) => (layout.subtreeSize[box] > 1 ? box + 1 : undefined),
    above: (box) => (layout.parent[box] === NO_FRAME ? undefined : layout.parent[box]),
    windowAt: (_lane, focus) => windowOf(layout, focus),
  };
}

function boxesOfSpans({ trace, names, selfNs }: FlameSpans): FlameBoxes {
  const { durationsNs, startNs, status, size, durationNs } = trace;
  const shown = names.names.map(shownName);
  const part = (ns: number) => (durationNs === 0 ? 0 : ns / durationNs);
  const layout = timeLayout(trace, names);
  return {
    layout,
    facts: (row) => ({
      ...shown[names.name[row]],
      total: durationsNs[row],
      self: selfNs[row],
      share: part(durationsNs[row]),
      selfShare: part(selfNs[row]),
      spans: { count: 1, errors: status[row] === STATUS_ERROR ? 1 : 0, durationNs: durationsNs[row] },
      startNs: startNs[row],
      compared: undefined,
      isCaller: false,
    }),
    hasError: (row) => status[row] === STATUS_ERROR,
    isOneSided: () => false,
    boxOf: (row) => (row < size ? row : undefined),
    focusOf: (row) => row,
    rowOf: (row) => row,
    ...steps(layout),
  };
}

/** The box and those above it, from the root on; at most `limit` of them, the closest. */
export function ancestorsOf({ parent }: FlameLayout, box: number, limit: number): number[] {
  const path: number[] = [];
  for (let above = box; above !== NO_FRAME && path.length < limit; above = parent[above]) path.push(above);
  return path.reverse();
}
