// A line without axes: the shape of a number over the range, beside the number. Decoration for a screen reader, which reads the number.
import React from 'react';

interface SparklineProps {
  /** `undefined` is a gap. */
  readonly values: ReadonlyArray<number | undefined>;
  readonly color: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export function Sparkline({ values, color, width = 96, height = 24 }: SparklineProps) {
  return (
    <svg width={width} height={height} aria-hidden style={{ display: 'block', flex: 'none' }}>
      <path
        d={sparklinePath(values, width, height)}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Scaled from zero to the largest value, with room for the line's own width. A lone value becomes a short stroke. */
export function sparklinePath(values: ReadonlyArray<number | undefined>, width: number, height: number): string {
  const largest = Math.max(...values.map((value) => value ?? 0), 0);
  const step = (width - 2) / Math.max(1, values.length - 1);
  const y = (value: number) => (height - 1 - (largest === 0 ? 0 : (value / largest) * (height - 2))).toFixed(1);
  let path = '';
  values.forEach((value, index) => {
    if (value === undefined) return;
    const x = 1 + index * step;
    const isStart = index === 0 || values[index - 1] === undefined;
    path += `${isStart ? 'M' : 'L'}${x.toFixed(1)} ${y(value)}`;
    if (isStart && (index === values.length - 1 || values[index + 1] === undefined)) path += `h1.5`;
  });
  return path;
}
