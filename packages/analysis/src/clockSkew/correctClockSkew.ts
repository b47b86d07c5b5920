// Clocks of two hosts differ, and then a call seems to begin before its caller asked for it. This moves spans of the callee so that
// cause comes before effect, as Jaeger does (its adjuster "clockskew": only between hosts, centred, capped), with one difference: a
// child that merely outlives its parent is moved only where it must have ended before the answer came, in a client's call to a server.
// Queues, fire and forget, and calls that were given up are left as they are. What is moved is a guess, so it is told span by span.
import { NO_PARENT, SPAN_KINDS, type Trace } from '@watchingcat/model';
import { STATUS_ERROR } from '../selfTimes.ts';
import { movedTrace } from './movedTrace.ts';

export interface ClockSkewOptions {
  /** By row: whose clock wrote the span. Default: the service, since a Trace has no host column. */
  readonly host?: ArrayLike<number>;
  /** A larger difference is no skew but something else (a wrong parent, a replayed message): such a span stays where it was. */
  readonly maxShiftNs?: number;
  /** Spans that are out of place by no more than this are left. */
  readonly toleranceNs?: number;
}

export interface ClockSkewCorrection {
  /** In display order of the corrected times. The same object as the input when nothing had to be moved. */
  readonly trace: Trace;
  /** By row of `trace`: how much later (or, negative, earlier) the span is shown than it was sent, in ns. */
  readonly shiftNs: Float64Array;
  /** Row in the input for each row of `trace`. */
  readonly sourceRow: Int32Array;
  /** Number of rows with a shift. */
  readonly shifted: number;
  /** The largest of the shifts, whichever way; 0 when there is none. */
  readonly largestShiftNs: number;
  /** Number of spans that would have to be moved by more than `maxShiftNs`. */
  readonly beyondCap: number;
}

/** Time zones set wrong are off by an hour and more, and no clock that anybody looks after. */
const MAX_SKEW_NS = 3_600e9;

/**
 * Clocks that are kept in step differ by some milliseconds, and those of processes on one host by about one: moving spans for that would
 * put a mark on each row and tell nobody anything.
 */
const TOLERANCE_NS = 5e6;

const CLIENT = SPAN_KINDS.indexOf('client');
const SERVER = SPAN_KINDS.indexOf('server');

/** O(n), and O(n log n) when siblings change their order. */
export function correctClockSkew(trace: Trace, options: ClockSkewOptions = {}): ClockSkewCorrection {
  const { host = trace.service, maxShiftNs = MAX_SKEW_NS, toleranceNs = TOLERANCE_NS } = options;
  const { size, parent } = trace;
  const shiftNs = new Float64Array(size);
  let shifted = 0;
  let largestShiftNs = 0;
  let beyondCap = 0;
  for (let row = 0; row < size; row++) {
    const above = parent[row];
    if (above === NO_PARENT) continue;
    let shift = shiftNs[above]; // the same clock, the same error
    if (host[row] !== host[above]) {
      shift = skew(trace, row, trace.startNs[above] + shift, toleranceNs);
      if (Math.abs(shift) > maxShiftNs) {
        beyondCap++;
        shift = 0;
      }
    }
    shiftNs[row] = shift;
    if (shift !== 0) shifted++;
    largestShiftNs = Math.max(largestShiftNs, Math.abs(shift));
  }
  if (shifted > 0) return { ...movedTrace(trace, shiftNs), shifted, largestShiftNs, beyondCap };
  const sourceRow = new Int32Array(size);
  for (let row = 0; row < size; row++) sourceRow[row] = row;
  return { trace, shiftNs, sourceRow, shifted, largestShiftNs, beyondCap };
}

/** How far the span must move to fit below its parent, which (already corrected) starts at `parentStart`; 0 when it fits. Whole ns. */
function skew(
  { startNs, durationsNs, kind, status, parent }: Trace,
  row: number,
  parentStart: number,
  toleranceNs: number,
): number {
  const above = parent[row];
  const start = startNs[row];
  const slack = durationsNs[above] - durationsNs[row];
  const isCall = kind[above] === CLIENT && kind[row] === SERVER && status[above] !== STATUS_ERROR;
  const outlives = start + durationsNs[row] > parentStart + durationsNs[above] + toleranceNs;
  if (start >= parentStart - toleranceNs && !(isCall && outlives && slack >= 0)) return 0;
  // Longer than its parent, it cannot be centred. Otherwise the way there is taken to be as long as the way back.
  return parentStart + Math.max(0, Math.floor(slack / 2)) - start;
}
