// What a flame graph shows, whatever it was made of: a trace (merged or by time), a profile, or a comparison.
import {
  frameLabel,
  frameNames,
  mergedFrames,
  NO_FRAME,
  selfTimes,
  STATUS_ERROR,
  timeLayout,
  type FlameFrames,
  type FlameLayout,
  type FrameNames,
  type MergedFrames,
} from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { formatDurationNs } from '../format';
import { nameText, visibleText } from '../visibleText';

export const FLAME_MODES = ['merged', 'time'] as const;
export type FlameMode = (typeof FLAME_MODES)[number];

export interface FlameGraphData {
  readonly frames: FlameFrames;
  /** Undefined where frames are not of spans: then there is nothing to show by time. */
  readonly spans: FlameSpans | undefined;
  /** What is measured, with its unit. */
  readonly format: (value: number) => string;
}

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
  };
}

/** Boxes that can be seen and asked about: the frames, or spans at their time. */
export interface FlameBoxes {
  readonly layout: FlameLayout;
  readonly facts: (box: number) => BoxFacts;
  readonly hasError: (box: number) => boolean;
  /** A box has one name across both modes: the row of its (first) span, or, without spans, its own number. */
  readonly boxOf: (row: number) => number | undefined;
  readonly rowOf: (box: number) => number;
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
  /** Of a comparison: `total` before and after. */
  readonly compared: { readonly before: number; readonly after: number } | undefined;
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

function boxesOfFrames({ frames, spans: source }: FlameGraphData): FlameBoxes {
  const { name, names, width, self, extent, spans, after } = frames;
  const shown = names.map(shownName);
  const part = (value: number) => (extent === 0 ? 0 : value / extent);
  return {
    layout: frames,
    facts: (box) => ({
      ...shown[name[box]],
      total: width[box],
      self: self[box],
      share: part(width[box]),
      selfShare: part(self[box]),
      spans: spans && {
        count: spans.count[box],
        errors: spans.errors[box],
        durationNs: spans.durationNs[box],
      },
      startNs: undefined,
      compared: after && { before: width[box] - after.width[box], after: after.width[box] },
    }),
    hasError: (box) => spans !== undefined && spans.errors[box] > 0,
    boxOf: (row) => (source === undefined ? (row < frames.size ? row : undefined) : source.merged.frameOfRow[row]),
    rowOf: (box) => (source === undefined ? box : source.merged.firstRow[box]),
  };
}

function boxesOfSpans({ trace, names, selfNs }: FlameSpans): FlameBoxes {
  const { durationsNs, startNs, status, size, durationNs } = trace;
  const shown = names.names.map(shownName);
  const part = (ns: number) => (durationNs === 0 ? 0 : ns / durationNs);
  return {
    layout: timeLayout(trace, names),
    facts: (row) => ({
      ...shown[names.name[row]],
      total: durationsNs[row],
      self: selfNs[row],
      share: part(durationsNs[row]),
      selfShare: part(selfNs[row]),
      spans: { count: 1, errors: status[row] === STATUS_ERROR ? 1 : 0, durationNs: durationsNs[row] },
      startNs: startNs[row],
      compared: undefined,
    }),
    hasError: (row) => status[row] === STATUS_ERROR,
    boxOf: (row) => (row < size ? row : undefined),
    rowOf: (row) => row,
  };
}

/** The box and those above it, from the root on; at most `limit` of them, the closest. */
export function ancestorsOf({ parent }: FlameLayout, box: number, limit: number): number[] {
  const path: number[] = [];
  for (let above = box; above !== NO_FRAME && path.length < limit; above = parent[above]) path.push(above);
  return path.reverse();
}
