// What the pointer is over: an outline, and a card beside the pointer. Has its own state, so that moving the pointer renders nothing else.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { HoverCard } from '../HoverCard';
import { ServiceName } from '../ServiceName';
import { factLines } from './boxText';
import type { FlameBoxes } from './flameGraphData';
import { ROW_HEIGHT } from './flameView';

export interface FlameTooltipProps {
  /** Listens here. */
  readonly area: HTMLElement | null;
  readonly boxUnder: (x: number, y: number) => number | undefined;
  readonly outlineOf: (box: number) => { readonly left: number; readonly top: number; readonly width: number };
  readonly boxes: FlameBoxes;
  readonly format: (value: number) => string;
}

export function FlameTooltip({ area, boxUnder, outlineOf, boxes, format }: FlameTooltipProps) {
  const styles = useStyles2(getStyles);
  const [pointer, setPointer] = useState<{ readonly clientX: number; readonly clientY: number }>();
  useEffect(() => {
    if (area === null) return undefined;
    const move = ({ clientX, clientY }: PointerEvent) => setPointer({ clientX, clientY });
    const leave = () => setPointer(undefined);
    area.addEventListener('pointermove', move);
    area.addEventListener('pointerleave', leave);
    return () => {
      area.removeEventListener('pointermove', move);
      area.removeEventListener('pointerleave', leave);
    };
  }, [area]);
  if (pointer === undefined || area === null) return null;
  const { left, top } = area.getBoundingClientRect();
  const box = boxUnder(pointer.clientX - left, pointer.clientY - top);
  if (box === undefined) return null;
  const facts = boxes.facts(box);
  return (
    <>
      <div className={styles.outline} style={{ ...outlineOf(box), height: ROW_HEIGHT - 1 }} />
      <HoverCard pointer={pointer}>
        <div>{facts.operation}</div>
        {facts.service !== '' && <ServiceName name={facts.service} />}
        {factLines(facts, format).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </HoverCard>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  outline: css({
    position: 'absolute',
    pointerEvents: 'none',
    minWidth: 3,
    border: `1px solid ${theme.colors.text.maxContrast}`,
  }),
});
