// A vertical edge that can be dragged, or moved with the arrow keys, to change a width.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useRef } from 'react';

export interface ResizeHandleProps {
  readonly label: string;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** Which side of the resized thing the handle is on. */
  readonly side: 'left' | 'right';
  readonly onResize: (width: number) => void;
}

const KEY_STEP_PX = 20;

export function ResizeHandle({ label, width, min, max, side, onResize }: ResizeHandleProps) {
  const styles = useStyles2(getStyles);
  const drag = useRef<{ x: number; width: number } | undefined>(undefined);
  const direction = side === 'right' ? 1 : -1;
  const resize = (wanted: number) => onResize(Math.round(Math.min(Math.max(wanted, min), Math.max(min, max))));
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={Math.round(max)}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (drag.current) resize(drag.current.width + direction * (event.clientX - drag.current.x));
      }}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onPointerCancel={() => {
        drag.current = undefined;
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? KEY_STEP_PX : event.key === 'ArrowLeft' ? -KEY_STEP_PX : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        resize(width + direction * step);
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  handle: css({
    flex: 'none',
    width: 7,
    margin: '0 -3px',
    zIndex: 3,
    cursor: 'col-resize',
    touchAction: 'none',
    background: `linear-gradient(${theme.colors.border.medium}, ${theme.colors.border.medium}) center / 1px 100% no-repeat`,
    '&:hover, &:focus-visible': {
      outline: 'none',
      background: `linear-gradient(${theme.colors.primary.main}, ${theme.colors.primary.main}) center / 3px 100% no-repeat`,
    },
  }),
});
