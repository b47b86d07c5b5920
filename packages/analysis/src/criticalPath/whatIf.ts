// What a request would take if some spans did their own work faster or slower: the trace is played again over the model of waits.ts. Each
// span does its own work, starts its children and waits for them in the order that was observed; only durations change.
import type { Trace } from '@watchingcat/model';
import type { CriticalPath } from './criticalPath.ts';
import { endsFirst, type Waits } from './waits.ts';

/** Spans that have this service and operation; what is left out fits all. */
export interface WhatIfRule {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  /** Of the spans' own time: 0.5 is twice as fast, 0 takes no time, 2 twice as long. Where several rules fit, factors multiply. */
  readonly factor: number;
}

export interface WhatIfAnswer {
  readonly durationNs: number;
  readonly newDurationNs: number;
  /** Never above `durationNs`; negative when the root takes longer. */
  readonly savedNs: number;
  /** Spans that a rule fits and that somebody waits for. */
  readonly spans: number;
}

/**
 * O(n). What it assumes, and so when it is wrong, is written in docs/critical-path.md.
 * @throws RangeError when a factor is negative or not a number
 */
export function whatIf({ waits, durationNs }: CriticalPath, rules: readonly WhatIfRule[]): WhatIfAnswer {
  for (const { factor } of rules) {
    if (!(factor >= 0 && factor < Infinity)) throw new RangeError(`factor must be 0 or more and finite, got ${factor}`);
  }
  const { factors, spans } = factorsOf(waits, rules);
  const newDurationNs = spans === 0 ? durationNs : replay(waits, factors);
  return { durationNs, newDurationNs, savedNs: durationNs - newDurationNs, spans };
}

/** Duration of the root in ns when each row's own time is multiplied by its factor. Children have larger rows than their parents. */
function replay(waits: Waits, factors: Float64Array): number {
  const { trace, root, startNs, endNs, firstChild, childCount, byStart, byEnd } = waits;
  const takes = new Float64Array(trace.size);
  const startedAt = new Float64Array(trace.size); // after the parent's start
  for (let row = root + trace.subtreeSize[root] - 1; row >= root; row--) {
    const first = firstChild[row];
    const stop = first + childCount[row];
    let now = 0;
    let observed = startNs[row];
    for (let started = first, ended = first; ended < stop;) {
      if (started === stop || endsFirst(waits, byEnd[ended], byStart[started])) {
        const child = byEnd[ended++];
        now = Math.max(now, startedAt[child] + takes[child]);
        observed = endNs[child];
      } else {
        const child = byStart[started++];
        now += (startNs[child] - observed) * factors[row];
        startedAt[child] = now;
        observed = startNs[child];
      }
    }
    takes[row] = now + (endNs[row] - observed) * factors[row];
  }
  return takes[root];
}

function factorsOf({ trace, root, startNs, endNs }: Waits, rules: readonly WhatIfRule[]) {
  const factors = new Float64Array(trace.size).fill(1);
  let spans = 0;
  const tests = rules.map((rule) => ({ ...indicesOf(trace, rule), factor: rule.factor }));
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    if (endNs[row] <= startNs[row]) continue;
    let fits = false;
    for (const { service, operation, factor } of tests) {
      if (service !== undefined && service !== trace.service[row]) continue;
      if (operation !== undefined && operation !== trace.operation[row]) continue;
      factors[row] *= factor;
      fits = true;
    }
    if (fits) spans++;
  }
  return { factors, spans };
}

/** -1, which no row has, where the trace does not know the name. */
function indicesOf(trace: Trace, { service, operation }: WhatIfRule) {
  return {
    service: service === undefined ? undefined : trace.services.indexOf(service),
    operation: operation === undefined ? undefined : trace.operations.indexOf(operation),
  };
}
