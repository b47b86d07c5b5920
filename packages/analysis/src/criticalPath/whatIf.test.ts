import fc from 'fast-check';
import { anyTree } from '../testing/anyTree.ts';
import { slowModel, slowReplay } from '../testing/slowReplay.ts';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { criticalPath } from './criticalPath.ts';
import { whatIf, type WhatIfRule } from './whatIf.ts';

const MS = 1e6;

/** checkout 0-100: its database 10-60 beside a cache 10-50, then its own work. */
const path = criticalPath(
  traceOf(
    { id: 'root', duration: 100 * MS, service: 'checkout', operation: 'pay' },
    { id: 'sql', parent: 'root', start: 10 * MS, duration: 50 * MS, service: 'database' },
    { id: 'get', parent: 'root', start: 10 * MS, duration: 40 * MS, service: 'cache' },
  ),
);

const savedMs = (...rules: WhatIfRule[]) => whatIf(path, rules).savedNs / MS;

it('saves until something else is waited for', () => {
  expect(savedMs({ service: 'database', factor: 0.9 })).toBe(5);
  expect(savedMs({ service: 'database', factor: 0.5 })).toBe(10); // the cache still takes until 50
  expect(savedMs({ service: 'database', factor: 0.5 }, { service: 'cache', factor: 0.5 })).toBe(25);
});

it("scales a span's own time and keeps what it waits for", () =>
  // Own time of the root: 0-10 and 60-100.
  expect(savedMs({ service: 'checkout', factor: 0.5 })).toBe(25));

it('saves nothing beside the path, nothing for unknown names, and nothing without rules', () => {
  expect(savedMs({ service: 'cache', factor: 0 })).toBe(0);
  expect(savedMs({ service: 'elsewhere', factor: 0 })).toBe(0);
  expect(savedMs({ service: 'checkout', operation: 'sql', factor: 0 })).toBe(0);
  expect(savedMs()).toBe(0);
});

it('tells how many spans were meant', () => {
  expect(whatIf(path, [{ factor: 0.5 }]).spans).toBe(3);
  expect(whatIf(path, [{ operation: 'pay', factor: 0.5 }]).spans).toBe(1);
});

it('multiplies the factors of rules that fit the same span', () =>
  expect(savedMs({ service: 'checkout', factor: 0.5 }, { operation: 'pay', factor: 0.5 })).toBe(37.5));

it('costs time when a span gets slower', () => expect(savedMs({ service: 'cache', factor: 2 })).toBe(-30));

it('throws RangeError for a factor that is negative or no number', () => {
  expect(() => whatIf(path, [{ factor: -1 }])).toThrow(RangeError);
  expect(() => whatIf(path, [{ factor: NaN }])).toThrow(RangeError);
});

const anyRule = fc.record({
  service: fc.constantFrom(undefined, 'a', 'b', 'c'),
  operation: fc.constantFrom(undefined, 'read', 'write'),
  factor: fc.constantFrom(0, 0.25, 0.5, 1, 2),
});

it('agrees with playing the trace again span by span, for any tree', () =>
  fc.assert(
    fc.property(anyTree.map(traceFrom), fc.array(anyRule, { maxLength: 3 }), (trace, rules) => {
      const any = criticalPath(trace);
      const factor = (row: number) =>
        rules
          .filter(({ service }) => service === undefined || service === trace.services[trace.service[row]])
          .filter(({ operation }) => operation === undefined || operation === trace.operations[trace.operation[row]])
          .reduce((product, rule) => product * rule.factor, 1);
      expect(whatIf(any, rules).newDurationNs).toBe(slowReplay(slowModel(trace, any.root), { factor }));
    }),
    { numRuns: 500 },
  ));

it('saves nothing with factor 1, no less with a smaller factor, and never more than there is', () =>
  fc.assert(
    fc.property(fc.oneof(anyTrace, anyTree.map(traceFrom)), fc.array(anyRule, { minLength: 1 }), (trace, rules) => {
      const any = criticalPath(trace);
      const saved = (scale: number) =>
        whatIf(
          any,
          rules.map((rule) => ({ ...rule, factor: scale })),
        ).savedNs;
      expect(saved(1)).toBe(0);
      const steps = [2, 1, 0.5, 0.25, 0].map(saved);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(saved(0)).toBeLessThanOrEqual(any.durationNs);
    }),
  ));
