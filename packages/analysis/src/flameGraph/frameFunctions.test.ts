import fc from 'fast-check';
import { anyCalls, framesOf, pathsOf } from '../testing/flameFrames.ts';
import { traceOf } from '../testing/traceOf.ts';
import { frameFunctions, markedShare, searchNames } from './frameFunctions.ts';
import { frameLabel } from './frameNames.ts';
import { framesOfProfile } from './profileFrames.ts';
import { widestFrames } from './widestFrames.ts';

/** web calls db, which calls itself. */
const recursive = framesOf(
  traceOf(
    { id: '1', duration: 10, service: 'web', operation: 'GET' },
    { id: '2', parent: '1', start: 1, duration: 8, service: 'db', operation: 'read' },
    { id: '3', parent: '2', start: 2, duration: 5, service: 'db', operation: 'read', error: true },
  ),
);

describe('frameFunctions', () => {
  it('adds up by name, and counts a call of itself once', () =>
    expect(frameFunctions(recursive)).toEqual([
      { name: 0, self: 2, total: 10, count: 1, errors: 0, before: undefined, after: undefined },
      { name: 1, self: 8, total: 8, count: 2, errors: 1, before: undefined, after: undefined },
    ]));

  it('has both sides of a comparison', () => {
    const compared = framesOfProfile({
      level: [0, 1, 2],
      value: [10, 8, 5],
      self: [2, 3, 5],
      label: ['GET', 'read', 'read'],
      valueRight: [30, 6, 0],
      selfRight: [24, 6, 0],
    });
    expect(frameFunctions(compared)[1]).toMatchObject({
      self: 14,
      total: 14,
      before: { self: 8, total: 8 },
      after: { self: 6, total: 6 },
      count: undefined,
    });
  });

  it('shares out all there is, and gives nobody more than that', () =>
    fc.assert(
      fc.property(anyCalls, (trace) => {
        const frames = framesOf(trace);
        const functions = frameFunctions(frames);
        expect(functions.reduce((sum, { self }) => sum + self, 0)).toBe(frames.extent);
        expect(functions.reduce((sum, { count }) => sum + count!, 0)).toBe(trace.size);
        functions.forEach(({ self, total }) => {
          expect(total).toBeLessThanOrEqual(frames.extent);
          expect(total).toBeGreaterThanOrEqual(self);
        });
      }),
    ));
});

describe('search', () => {
  it('marks names that contain the text, by service or operation, whatever the case', () => {
    expect([...searchNames(recursive, ' READ ')!]).toEqual([0, 1]);
    expect([...searchNames(recursive, 'web: g')!]).toEqual([1, 0]);
    expect(searchNames(recursive, '  ')).toBeUndefined();
  });

  it('states the share of what it found, with all below it', () => {
    expect(markedShare(recursive, Uint8Array.of(0, 1))).toBe(0.8);
    expect(markedShare(recursive, Uint8Array.of(1, 0))).toBe(1);
    expect(markedShare(recursive, Uint8Array.of(0, 0))).toBe(0);
  });

  it('is no share of nothing', () => expect(markedShare(framesOf(traceOf({ id: 'x' })), Uint8Array.of(1))).toBe(0));

  it('agrees with walking up from each frame to the outermost match', () =>
    fc.assert(
      fc.property(anyCalls, fc.constantFrom('a', 'x', 'b: y'), (trace, text) => {
        const frames = framesOf(trace);
        const labels = Array.from(frames.name, (name) => frameLabel(frames.names[name]));
        let sum = 0;
        pathsOf(frames).forEach((_, frame) => {
          for (let up = frame; up !== -1; up = frames.parent[up]) {
            if (!labels[up].includes(text)) continue;
            sum += frames.self[frame];
            break;
          }
        });
        const share = markedShare(frames, searchNames(frames, text)!);
        expect(share * frames.extent).toBeCloseTo(sum);
      }),
    ));
});

describe('widestFrames', () => {
  it('keeps the widest, depth first, and all when they are few', () => {
    expect([...widestFrames(recursive, 2)]).toEqual([0, 1]);
    expect([...widestFrames(recursive, 3)]).toEqual([0, 1, 2]);
  });

  it('keeps the parent of every frame that it keeps, and none wider than the narrowest is left out', () =>
    fc.assert(
      fc.property(anyCalls, fc.integer({ min: 1, max: 10 }), (trace, limit) => {
        const frames = framesOf(trace);
        const kept = new Set(widestFrames(frames, limit));
        expect(kept.size).toBe(Math.min(limit, frames.size));
        const narrowest = Math.min(...[...kept].map((frame) => frames.width[frame]));
        frames.parent.forEach((above, frame) => {
          if (kept.has(frame)) expect(above === -1 || kept.has(above)).toBe(true);
          else expect(frames.width[frame]).toBeLessThanOrEqual(narrowest);
        });
      }),
    ));
});
