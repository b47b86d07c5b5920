// Two traces as one flame graph: as wide as one of them, or as both added up, and coloured by what changed from A to B.
import { framesBySide, isOnSide, type FlameFrames, type FrameSides } from '@watchingcat/analysis';
import type { FlameGraphData, SideWords } from '../../../components/flamegraph/flameGraphData';
import { formatDurationNs } from '../../../components/format';

/** In the address as `width`; the first needs no name there. */
export const FRAME_WIDTHS = ['b', 'a', 'both'] as const;
export type FrameWidth = (typeof FRAME_WIDTHS)[number];

const SIDES: Readonly<Record<FrameWidth, keyof FrameSides | undefined>> = { a: 'before', b: 'after', both: undefined };
const WIDTHS: Readonly<Record<FrameWidth, string>> = {
  a: 'time in A',
  b: 'time in B',
  both: 'time in A and B, added up',
};

/** @param frames of `comparisonFrames` */
export function pairFlameGraph(frames: FlameFrames, width: FrameWidth): FlameGraphData {
  const side = SIDES[width];
  const sides: SideWords = {
    before: 'A',
    after: 'B',
    onlyBefore: 'only in A',
    onlyAfter: 'only in B',
    widthOf: WIDTHS[width],
  };
  return {
    frames: side === undefined ? frames : framesBySide(frames, side),
    spans: undefined,
    format: formatDurationNs,
    sides,
  };
}

/** How many frames the chosen trace has not, so that they are nowhere to be seen. O(n). */
export function framesWithoutWidth({ sides, size }: FlameFrames, width: FrameWidth): number {
  const side = SIDES[width];
  if (side === undefined || sides === undefined) return 0;
  let count = 0;
  for (let frame = 0; frame < size; frame++) if (!isOnSide(sides[side], frame)) count++;
  return count;
}
