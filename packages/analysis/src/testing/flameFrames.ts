// Small flame graphs written down and read back in tests.
import type { Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { traceFrom } from './traceOf.ts';
import { frameLabel, frameNames } from '../flameGraph/frameNames.ts';
import { NO_FRAME, type FlameFrames } from '../flameGraph/frames.ts';
import { mergedFrames } from '../flameGraph/mergedFrames.ts';

export const framesOf = (trace: Trace): FlameFrames => mergedFrames(trace, frameNames(trace)).frames;

/** `root/child/…` of every frame, in order. */
export function pathsOf({ size, parent, name, names }: FlameFrames): string[] {
  const paths: string[] = [];
  for (let frame = 0; frame < size; frame++) {
    const above = parent[frame] === NO_FRAME ? '' : `${paths[parent[frame]]}/`;
    paths.push(above + frameLabel(names[name[frame]]));
  }
  return paths;
}

/** Traces in which few services and operations call each other in all ways, so that many spans share a path. */
export const anyCalls: fc.Arbitrary<Trace> = fc
  .array(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      parent: fc.option(fc.integer({ min: 0, max: 35 }).map(String), { nil: '' }),
      start: fc.integer({ min: 0, max: 50 }),
      duration: fc.integer({ min: -5, max: 40 }),
      service: fc.constantFrom('a', 'b'),
      operation: fc.constantFrom('x', 'y'),
      error: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map(traceFrom);
