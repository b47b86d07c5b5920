import type { IngestStatus, SignalStatus } from '@watchingcat/sources';
import { reasonRows, signalRows } from './signalRows';

const SIGNAL: SignalStatus = {
  signal: 'traces',
  acceptedRequests: 10,
  acceptedRecords: 100,
  receivedBytes: 2_000,
  refused: [
    { reason: 'saturated', count: 2 },
    { reason: 'disk_full', count: 3 },
  ],
  rejected: [{ reason: 'it has no start time', count: 7 }],
  malformed: [{ reason: 'json', count: 1 }],
  storedBytes: 500,
  retentionMs: undefined,
};
const at = (timeMs: number, changes: Partial<SignalStatus> = {}, sinceMs = 0): IngestStatus => ({
  timeMs,
  sinceMs,
  lagMs: 0,
  queue: { rows: 0, bytes: 0, maxBytes: 1 },
  lastError: undefined,
  signals: [{ ...SIGNAL, ...changes }],
  disk: undefined,
  storage: undefined,
  services: undefined,
});

describe('signalRows', () => {
  it('adds reasons up, and knows no rates at the first look', () =>
    expect(signalRows(at(5_000), undefined)).toEqual([
      {
        signal: 'traces',
        recordsPerSecond: undefined,
        bytesPerSecond: undefined,
        refusedPerSecond: undefined,
        rejectedPerSecond: undefined,
        accepted: 100,
        refused: 5,
        rejected: 7,
        malformed: 1,
        storedBytes: 500,
        retentionMs: undefined,
      },
    ]));

  it('tells rates since the last look', () => {
    const later = at(9_000, {
      acceptedRecords: 140,
      receivedBytes: 6_000,
      refused: [{ reason: 'disk_full', count: 13 }],
    });
    expect(signalRows(later, at(5_000))[0]).toMatchObject({
      recordsPerSecond: 10,
      bytesPerSecond: 1_000,
      refusedPerSecond: 2,
      rejectedPerSecond: 0,
    });
  });

  it('knows no rates right after the server was started again', () =>
    expect(signalRows(at(9_000, { acceptedRecords: 1 }, 7_000), at(5_000))[0]?.recordsPerSecond).toBeUndefined());

  it('knows no rates between two looks at the same moment', () =>
    expect(signalRows(at(5_000), at(5_000))[0]?.recordsPerSecond).toBeUndefined());
});

describe('reasonRows', () => {
  it('lists all reasons in words, the most frequent first', () =>
    expect(reasonRows(at(0)).map(({ what, reason, count }) => [what, reason, count])).toEqual([
      ['record rejected', 'it has no start time', 7],
      ['request refused', 'too little space was free on the disk of the server', 3],
      ['request refused', 'more arrived than could be stored; the sender was told to wait', 2],
      ['request malformed', 'it was not OTLP JSON', 1],
    ]));

  it('shows a reason as it came that a newer server has', () =>
    expect(reasonRows(at(0, { refused: [{ reason: 'quota', count: 99 }] }))[0]?.reason).toBe('quota'));
});
