import fc from 'fast-check';
import { DeltaStreams } from './DeltaStreams.ts';

const add = (streams: DeltaStreams, key: string, startNs: number, timeNs: number, delta: number): number | string => {
  const step = streams.add(streams.of<number>(key, 1), startNs, timeNs, (before = 0) => before + delta);
  return typeof step === 'string' ? step : step.total;
};

describe('delta points', () => {
  let streams: DeltaStreams;
  beforeEach(() => {
    streams = new DeltaStreams();
    streams.startRequest();
  });
  /** One point that is a request. */
  const send = (startNs: number, timeNs: number, delta: number): number | string => {
    streams.startRequest();
    return add(streams, 'a', startNs, timeNs, delta);
  };

  it('become totals, each stream for itself', () => {
    expect([add(streams, 'a', 0, 10, 3), add(streams, 'b', 0, 10, 5), add(streams, 'a', 10, 20, 4)]).toEqual([3, 5, 7]);
  });

  it('may have gaps between them, and an unknown start', () => {
    expect([send(10, 20, 1), send(50, 60, 2), send(0, 70, 4)]).toEqual([1, 3, 7]);
  });

  it('are refused when they are old, overlap, or end before they start', () => {
    send(10, 20, 1);
    expect(send(5, 10, 1)).toBe('its delta is older than one that was added before');
    expect(send(15, 30, 1)).toBe('its delta overlaps one that was added before');
    expect(send(40, 30, 1)).toBe('its start is after its time');
    expect(send(20, 30, 1)).toBe(2);
  });

  it('are refused when two of one request have the same interval', () => {
    add(streams, 'a', 0, 10, 1);
    expect(add(streams, 'a', 0, 10, 2)).toBe('its interval is in the request twice');
  });

  it('of an abandoned request are taken back, to the bit', () => {
    expect(send(0, 10, 0.1)).toBe(0.1);
    streams.startRequest();
    add(streams, 'a', 10, 20, 0.7);
    add(streams, 'a', 20, 30, 1e9);
    streams.abandonRequest();
    expect(send(10, 20, 0.2)).toBe(0.1 + 0.2);
  });

  it('of a failed batch count once when they come again, in whatever order', () => {
    send(0, 10, 3);
    streams.takeBatch()(true);
    send(10, 20, 4);
    send(20, 30, 5);
    streams.takeBatch()(false);
    expect([send(20, 30, 5), send(10, 20, 4), send(30, 40, 6)]).toEqual([12, 7, 18]);
  });

  it('of a failed batch are taken back when a delta of another interval comes for their time', () => {
    send(0, 10, 3);
    streams.takeBatch()(true);
    send(10, 20, 4);
    send(20, 30, 5);
    streams.takeBatch()(false);
    expect(send(10, 40, 15)).toBe(18);
    expect(send(20, 30, 5)).toBe('its delta is older than one that was added before');
  });

  it('of failed batches are remembered up to a limit', () => {
    streams = new DeltaStreams(1000, 33 * 2);
    for (let i = 0; i < 4; i++) {
      send(i, i + 1, 1);
      streams.takeBatch()(false);
    }
    expect([send(3, 4, 1), send(2, 3, 1)]).toEqual([4, 3]);
    expect(send(1, 2, 1)).toBe('its delta is older than one that was added before');
    expect(send(4, 5, 1)).toBe(5);
  });

  it('of a failed batch are written as they were, while a later batch waits and when it is stored', () => {
    send(0, 10, 3);
    const first = streams.takeBatch();
    send(10, 20, 4);
    const second = streams.takeBatch();
    first(false);
    expect(send(0, 10, 3)).toBe(3); // the second batch has not settled
    second(true);
    expect(send(0, 10, 3)).toBe(3);
    expect(send(20, 30, 5)).toBe(12);
  });

  it('that were stored, but whose sender did not hear of it, do not count twice', () => {
    send(0, 10, 3);
    streams.takeBatch()(true);
    expect(send(0, 10, 3)).toBe(3);
    expect(send(10, 20, 4)).toBe(7);
  });
});

describe('the memory of delta streams', () => {
  it('is bounded: those that were not used for longest go, and start from 0 again', () => {
    const streams = new DeltaStreams(33 * 8);
    for (let i = 0; i < 8; i++) {
      streams.startRequest();
      add(streams, `${i}`, 0, 10, 1);
    }
    streams.takeBatch()(true);
    streams.startRequest();
    add(streams, '0', 10, 20, 1);
    streams.takeBatch()(true);
    streams.startRequest();
    add(streams, 'new', 0, 10, 1);
    expect(streams.size).toBe(7); // 1 and 2 went, a quarter of 8
    expect([add(streams, '0', 20, 30, 1), add(streams, '3', 10, 20, 1), add(streams, '1', 10, 20, 1)]).toEqual([
      3, 2, 1,
    ]);
  });

  it('keeps what waits for its batch', () => {
    const streams = new DeltaStreams(33 * 2);
    for (let i = 0; i < 5; i++) add(streams, `${i}`, 0, 10, 1);
    expect(streams.size).toBe(5);
  });
});

/** What happens, by a number that chooses among what may. */
type Event = 'send' | 'malformed' | 'take' | 'stored' | 'failed';

interface Point {
  readonly stream: number;
  readonly startNs: number;
  readonly timeNs: number;
  readonly delta: number;
}
interface Written {
  readonly point: Point;
  readonly total: number;
}

it('whatever fails, and in whatever order: each stored total is the sum of what was acknowledged until then', () => {
  const point = fc.record({ stream: fc.nat(2), length: fc.integer({ min: 1, max: 5 }), delta: fc.nat(100) });
  const event = fc.tuple(
    fc.constantFrom<Event>('send', 'send', 'send', 'malformed', 'take', 'take', 'stored', 'failed'),
    fc.nat(20),
    fc.integer({ min: 1, max: 3 }),
  );
  let failures = 0;
  let rejections = 0;
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), fc.array(event, { maxLength: 60 }), (lengths, events) => {
      const streams = new DeltaStreams();
      const ends = [0, 0, 0];
      /** What the sender has to send; what failed comes back here. */
      const toSend: Point[] = lengths.map(({ stream, length, delta }) => {
        const startNs = ends[stream];
        return { stream, startNs, timeNs: (ends[stream] += length), delta };
      });
      let batch: Written[] = [];
      const waiting: { written: Written[]; settle: (isStored: boolean) => void }[] = [];
      const stored: Written[] = [];
      const acknowledged = new Set<Point>();
      const failed = new Set<Point>();

      const send = (at: number, count: number, isMalformed: boolean): void => {
        streams.startRequest();
        const points = toSend.splice(at % (toSend.length + 1), count);
        const written: Written[] = [];
        for (const sent of points) {
          const total = add(streams, `${sent.stream}`, sent.startNs, sent.timeNs, sent.delta);
          // What was taken once is taken when it comes again.
          if (failed.has(sent)) expect(total).toEqual(expect.any(Number));
          if (typeof total === 'number') written.push({ point: sent, total });
          else if (!isMalformed) rejections++;
        }
        if (isMalformed) {
          streams.abandonRequest();
          toSend.push(...points);
        } else batch.push(...written);
      };
      const take = (): void => {
        waiting.push({ written: batch, settle: streams.takeBatch() });
        batch = [];
      };
      const settle = (at: number, isStored: boolean): void => {
        const [group] = waiting.splice(at % waiting.length, 1);
        group.settle(isStored);
        for (const write of group.written) {
          if (isStored) {
            stored.push(write);
            acknowledged.add(write.point);
          } else {
            failed.add(write.point);
            toSend.push(write.point);
          }
        }
      };

      for (const [name, at, count] of events) {
        if (name === 'send' || name === 'malformed') send(at, count, name === 'malformed');
        else if (name === 'take') take();
        else if (waiting.length > 0) settle(at, name === 'stored');
      }
      // In the end everything is stored.
      do {
        while (toSend.length > 0) send(0, 1, false);
        take();
        while (waiting.length > 0) settle(0, true);
      } while (toSend.length > 0);

      for (const { point: at, total } of stored) {
        let sum = 0;
        for (const other of acknowledged)
          if (other.stream === at.stream && other.timeNs <= at.timeNs) sum += other.delta;
        expect(total).toBe(sum);
      }
      failures += failed.size;
    }),
    { numRuns: 3000 },
  );
  expect(failures).toBeGreaterThan(100);
  expect(rejections).toBeGreaterThan(100);
});
