// When a data point is from. One object, used again for each point.
import { msAt } from './pointValues.ts';

const TWO_TO_32 = 2 ** 32;

export class PointTime {
  /** What its samples have: whole milliseconds. */
  ms = 0;
  /** To 256 ns, as far as a double goes: enough to tell intervals of deltas apart. */
  ns = 0;
  /** 0 when it is not known. */
  startNs = 0;

  /** From positions of `time_unix_nano` and `start_time_unix_nano` (-1 where absent). */
  read(view: DataView, time: number, start: number): void {
    this.ms = msAt(view, time);
    this.ns = nsAt(view, time);
    this.startNs = start < 0 ? 0 : nsAt(view, start);
  }
}

function nsAt(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}
