// The text alternative of the canvas: a table of the widest frames in view, for those who cannot see it.
import { css } from '@emotion/css';
import { visitLane } from '@watchingcat/analysis';
import React, { useDeferredValue, useMemo } from 'react';
import { formatCount, formatPercent } from '../format';
import type { FlameBoxes } from './flameGraphData';
import { MIN_BOX_PX, perPixel, positionOfLane, type Direction, type Window } from './flameView';

export interface FramesInViewProps {
  readonly boxes: FlameBoxes;
  readonly windowAt: (lane: number) => Window;
  readonly direction: Direction;
  readonly first: number;
  readonly last: number;
  readonly width: number;
  readonly format: (value: number) => string;
}

const MAX_ROWS = 50;

export function FramesInView(props: FramesInViewProps) {
  // Scrolling does not wait for it.
  const { boxes, windowAt, direction, first, last, width, format } = useDeferredValue(props);
  const { listed, others } = useMemo(
    () => widestInView({ boxes, windowAt, direction, first, last, width }),
    [boxes, windowAt, direction, first, last, width],
  );
  return (
    <div className={hidden}>
      <table>
        <caption>
          {others === 0
            ? 'Frames in view'
            : `Frames in view, the widest ${listed.length}; ${formatCount(others)} narrower ones are not listed`}
        </caption>
        <thead>
          <tr>
            {['Frame', 'Row', 'Total', 'Self', 'Share', 'Spans', 'Failed'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((box) => {
            const { label, total, self, share, spans } = boxes.facts(box);
            return (
              <tr key={box}>
                <th scope="row">{label}</th>
                <td>{boxes.layout.lanes.lane[box] + 1}</td>
                <td>{format(total)}</td>
                <td>{format(self)}</td>
                <td>{formatPercent(share)}</td>
                <td>{formatCount(spans?.count)}</td>
                <td>{formatCount(spans?.errors)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function widestInView({ boxes, windowAt, direction, first, last, width }: Omit<FramesInViewProps, 'format'>): {
  readonly listed: readonly number[];
  readonly others: number;
} {
  const { layout } = boxes;
  const seen: number[] = [];
  let narrow = 0;
  for (let position = first; position < last; position++) {
    const lane = positionOfLane(position, layout.lanes.count, direction);
    const window = windowAt(lane);
    visitLane(layout, lane, window, MIN_BOX_PX * perPixel(window, width), (box, _start, _end, from, to) => {
      if (to - from === 1) seen.push(box);
      else narrow += to - from;
    });
  }
  seen.sort((a, b) => layout.width[b] - layout.width[a] || a - b);
  return { listed: seen.slice(0, MAX_ROWS), others: narrow + Math.max(0, seen.length - MAX_ROWS) };
}

/** Not seen, but read: https://www.w3.org/WAI/tutorials/forms/labels/#note-on-hiding-elements */
const hidden = css({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
