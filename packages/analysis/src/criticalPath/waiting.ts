// Does a parent wait for a child? Spans do not say so; this file holds what is inferred from kinds and times, and how much two clocks
// may disagree before an order of events is believed. The reasons, with drawings: docs/critical-path.md.
import { SPAN_KINDS, type Trace } from '@watchingcat/model';

/** Why a row can or cannot hold back the root. */
export const WAITING = {
  /** Never looked at: outside the root's subtree, or below a span that nobody waits for. */
  unreached: 0,
  /** Its parent waits for it. The root counts as waited for. */
  waited: 1,
  /** Waited for, but it ends after its parent: only what lies inside its parent counts. */
  truncated: 2,
  /** A message to be handled later (PRODUCER to CONSUMER). */
  deferred: 3,
  /** Its parent ended without it, on the same clock. */
  outlives: 4,
  /** It has no moment in common with its parent. */
  outside: 5,
} as const;

/** CRISP's allowance (USENIX ATC '22): what overlaps by less than this part of the parent may still be a sequence. */
const TOLERATED_PART = 0.01;
/** Microseconds are the resolution of many tracers, so neighbours may overlap by one. */
const RESOLUTION_NS = 1e3;
/** Synchronised clocks agree better than this, however long the parent is. */
const MAX_SKEW_NS = 1e7;
/** Spans that share more than this part of the shorter one do run together. */
const TOLERATED_PART_OF_SPAN = 0.1;

const SERVER = SPAN_KINDS.indexOf('server');
const CLIENT = SPAN_KINDS.indexOf('client');
const PRODUCER = SPAN_KINDS.indexOf('producer');
const CONSUMER = SPAN_KINDS.indexOf('consumer');

/** By how many ns a span may reach into what follows it and still count as ended before. Both durations in ns. */
export function toleratedOverlap(spanNs: number, parentNs: number): number {
  const skew = Math.min(MAX_SKEW_NS, Math.max(RESOLUTION_NS, parentNs * TOLERATED_PART));
  return Math.min(skew, spanNs * TOLERATED_PART_OF_SPAN);
}

/** A code of `WAITING` for a row and its parent's row. */
export function waitingOf({ kind, service, startNs, durationsNs }: Trace, parent: number, child: number): number {
  const sameService = service[parent] === service[child];
  if (kind[child] === CONSUMER && !(sameService && kind[parent] === CONSUMER)) return WAITING.deferred;
  if (kind[parent] === PRODUCER && !sameService) return WAITING.deferred;
  const start = startNs[child];
  const end = start + durationsNs[child];
  const parentStart = startNs[parent];
  const parentEnd = parentStart + durationsNs[parent];
  if (end < parentStart || start > parentEnd) return WAITING.outside;
  if (end > start && (end === parentStart || start === parentEnd)) return WAITING.outside;
  if (end <= parentEnd) return WAITING.waited;
  if (end - parentEnd <= toleratedOverlap(end - start, durationsNs[parent])) return WAITING.truncated;
  // A client ends with the answer, or when it gives up; a server that ends later has another clock, or was given up.
  if (kind[parent] === CLIENT && kind[child] === SERVER) return WAITING.truncated;
  // Another service has another clock. What is longer than its parent outlived it on any clock.
  if (!sameService && durationsNs[child] <= durationsNs[parent]) return WAITING.truncated;
  return WAITING.outlives;
}
