// The boxes of a flame graph on a canvas in a scrolled element of the height of all lanes. Only what is in view is drawn; what the
// pointer or the keyboard is at is outlined by elements above the canvas, so that moving draws nothing again.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { boxAt } from '@watchingcat/analysis';
import React, { useCallback, useLayoutEffect, useState, type MouseEvent } from 'react';
import { positionAt } from '../trace/geometry/rowScroll';
import { useCanvas } from '../trace/useCanvas';
import { useElementSize } from '../trace/useElementSize';
import { useRowScroll } from '../trace/useRowScroll';
import { drawFlame, type FlamePaint } from './drawFlame';
import { FlameAxis } from './FlameAxis';
import type { FlameBoxes } from './flameGraphData';
import { FlameTooltip } from './FlameTooltip';
import {
  isInWindow,
  MIN_BOX_PX,
  paintedBox,
  perPixel,
  positionOfLane,
  ROW_HEIGHT,
  valueAt,
  type Direction,
  type Window,
} from './flameView';
import { FramesInView } from './FramesInView';

export interface FlameCanvasProps {
  readonly boxes: FlameBoxes;
  readonly windowAt: (lane: number) => Window;
  readonly direction: Direction;
  readonly paint: FlamePaint;
  readonly label: (box: number) => string;
  readonly matchesBefore: Uint32Array | undefined;
  readonly cursor: number | undefined;
  /** Scrolled into view when it changes. */
  readonly focus: number | undefined;
  readonly format: (value: number) => string;
  readonly isTime: boolean;
  readonly onFocus: (box: number) => void;
  /** The menu of a frame is asked for, at a place in the window. */
  readonly onMenu: (box: number, place: { readonly x: number; readonly y: number }) => void;
  /** Of the element that takes the keyboard. */
  readonly setTarget: (element: HTMLElement | null) => void;
  /** What the graph is, for screen readers. */
  readonly summary: string;
}

export function FlameCanvas({ setTarget, ...props }: FlameCanvasProps) {
  const { boxes, windowAt, direction, paint, label, matchesBefore, cursor, focus, format } = props;
  const { layout, hasError, isOneSided } = boxes;
  const styles = useStyles2(getStyles);
  const { size, element: scroller, setElement: setScroller } = useElementSize();
  const [area, setArea] = useState<HTMLElement | null>(null);
  const { width, height } = { width: Math.max(1, size.width), height: size.height };
  const count = layout.lanes.count;
  const scroll = { rows: count, rowHeight: ROW_HEIGHT, viewHeight: height };
  const rows = useRowScroll(scroll);
  const { offset, first, last } = rows;
  const setCanvas = useCanvas(drawFlame, {
    layout,
    windowAt,
    direction,
    first,
    last,
    offset,
    width,
    height,
    paint,
    label,
    hasError,
    isOneSided,
    matchesBefore,
  });
  const positionOf = (box: number) => positionOfLane(layout.lanes.lane[box], count, direction);

  const revealed = cursor ?? focus ?? 0;
  useLayoutEffect(() => {
    if (scroller === null || layout.size === 0) return;
    rows.reveal(scroller, positionOf(revealed), { above: MARGIN_LANES, below: MARGIN_LANES });
    // Only when there is something else to reveal: after that, scrolling is the person's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [revealed, layout, direction, scroller, height]);

  const boxUnder = useCallback(
    (x: number, y: number): number | undefined => {
      const position = positionAt({ rows: count, rowHeight: ROW_HEIGHT, viewHeight: height }, offset, y);
      if (position === undefined) return undefined;
      const lane = positionOfLane(position, count, direction);
      const window = windowAt(lane);
      return boxAt(layout, lane, valueAt(x, window, width), MIN_BOX_PX * perPixel(window, width));
    },
    [count, height, offset, direction, layout, windowAt, width],
  );
  const outlineOf = useCallback(
    (box: number) => {
      const { start, width: widths, lanes } = layout;
      const { x, width: wide } = paintedBox(start[box], start[box] + widths[box], windowAt(lanes.lane[box]), width);
      return { left: x, width: wide, top: positionOfLane(lanes.lane[box], count, direction) * ROW_HEIGHT - offset };
    },
    [layout, windowAt, width, count, direction, offset],
  );
  const click = (event: MouseEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const box = boxUnder(event.clientX - left, event.clientY - top);
    if (box !== undefined) props.onFocus(box);
  };
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    // From the keyboard it comes without a place, and is about the active frame.
    const isByPointer = event.button === 2;
    const box = isByPointer ? boxUnder(event.clientX - left, event.clientY - top) : cursor;
    if (box === undefined) return;
    event.preventDefault();
    const outline = outlineOf(box);
    const place = { x: left + Math.max(0, outline.left), y: top + outline.top + ROW_HEIGHT };
    props.onMenu(box, isByPointer ? { x: event.clientX, y: event.clientY } : place);
  };
  const isCursorSeen = cursor !== undefined && isInWindow(layout, cursor, windowAt(layout.lanes.lane[cursor]));
  return (
    <div className={styles.frame}>
      {props.isTime && <FlameAxis window={windowAt(0)} width={width} />}
      <div ref={setScroller} className={styles.scroller} onScroll={rows.onScroll} tabIndex={-1}>
        <div style={{ height: rows.contentHeight, minHeight: '100%' }}>
          <div ref={setArea} className={styles.view} style={{ height }} onClick={click} onContextMenu={openMenu}>
            <canvas ref={setCanvas} style={{ width, height, display: 'block' }} aria-hidden />
            <div ref={setTarget} role="application" aria-label={props.summary} tabIndex={0} className={styles.target}>
              {isCursorSeen && (
                <div className={styles.cursor} style={{ ...outlineOf(cursor), height: ROW_HEIGHT - 1 }} />
              )}
            </div>
            <FlameTooltip area={area} boxUnder={boxUnder} outlineOf={outlineOf} boxes={boxes} format={format} />
          </div>
        </div>
      </div>
      <FramesInView
        boxes={boxes}
        windowAt={windowAt}
        direction={direction}
        first={first}
        last={last}
        width={width}
        format={format}
      />
    </div>
  );
}

const MARGIN_LANES = 2;
const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column', position: 'relative' }),
  scroller: css({
    flex: 1,
    minHeight: 0,
    overflowX: 'hidden',
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    outline: 'none',
  }),
  view: css({ position: 'sticky', top: 0, overflow: 'hidden', cursor: 'pointer' }),
  target: css({
    position: 'absolute',
    inset: 0,
    outline: 'none',
    '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` },
  }),
  // Two lines, one of which is seen on any colour.
  cursor: css({
    position: 'absolute',
    pointerEvents: 'none',
    border: `2px solid ${theme.colors.text.maxContrast}`,
    outline: `1px solid ${theme.colors.background.canvas}`,
    minWidth: 5,
  }),
});
