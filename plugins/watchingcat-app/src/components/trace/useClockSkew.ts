// A trace with the clocks of its hosts put right, or as it was sent. Whoever shows the trace in more than one way (waterfall, flame graph,
// critical path) asks this once, so that all of them speak of the same rows.
import { correctClockSkew, type ClockSkewCorrection } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { useMemo } from 'react';

export interface ClockSkewView {
  readonly correction: ClockSkewCorrection;
  /** The correction is shown. */
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export interface ShownTrace {
  /** As it was sent. What is asked of others about its spans is asked by this one's rows and times. */
  readonly sent: Trace;
  /** What to show: its rows are not those of the trace as it was sent. */
  readonly trace: Trace;
  /** Row of the trace as it was sent. */
  readonly sourceRow: (row: number) => number;
  readonly clockSkew: ClockSkewView;
}

export function useClockSkew(sent: Trace, isOn: boolean, onChange: (isOn: boolean) => void): ShownTrace {
  const correction = useMemo(() => correctClockSkew(sent), [sent]);
  return useMemo(
    () => ({
      sent,
      trace: isOn ? correction.trace : sent,
      sourceRow: (row) => (isOn ? correction.sourceRow[row] : row),
      clockSkew: { correction, isOn, onChange },
    }),
    [sent, correction, isOn, onChange],
  );
}
