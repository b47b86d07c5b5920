import { act, screen, within } from '@testing-library/react';
import type { Transport, TransportResponse } from '@watchingcat/sources';
import React from 'react';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { IngestPage } from './IngestPage';

const GIB = 2 ** 30;
const START_MS = Date.parse('2026-11-23T10:00:00Z');

/** An answer of the server this long after its start, with so many spans taken. */
const answer = (afterMs: number, records: number, more: object = {}): TransportResponse => ({
  status: 200,
  body: {
    time: new Date(START_MS + afterMs).toISOString(),
    since: new Date(START_MS).toISOString(),
    lagMs: 250,
    queue: { rows: 12, bytes: 2_048, maxBytes: 2 ** 27 },
    lastError: null,
    signals: [
      {
        signal: 'traces',
        acceptedRequests: 1,
        acceptedRecords: records,
        receivedBytes: 0,
        refused: [{ reason: 'disk_full', count: 4 }],
        rejected: [],
        malformed: [],
        storedBytes: 3 * GIB,
        retentionMs: 7 * 86_400_000,
      },
    ],
    disk: { freeBytes: 5 * GIB, totalBytes: 9 * GIB, minFreeBytes: GIB, isFull: false },
    storage: {
      bytes: 4 * GIB,
      parts: 17,
      merges: [{ table: 'spans', progress: 0.25, elapsedMs: 1_500, bytes: 3 * GIB }],
    },
    services: {
      total: 1,
      services: [{ service: 'cart', bytes: 2 * GIB, signals: [{ signal: 'traces', bytes: 2 * GIB }] }],
    },
    ...more,
  },
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  visibility('visible');
});

function visibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The page of a server that gives these answers one after the other, the last one for ever. */
function open(...answers: TransportResponse[]) {
  const signals: Array<AbortSignal | undefined> = [];
  const server: Transport = ({ signal }) => {
    signals.push(signal);
    return Promise.resolve(answers[Math.min(signals.length, answers.length) - 1]);
  };
  return { signals, ...renderPage(new FakeTelemetry(), { ingest: <IngestPage /> }, '/ingest', server) };
}
const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
const cells = (table: string) =>
  within(screen.getByRole('table', { name: table }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

describe('IngestPage', () => {
  it('shows lag, queue, disk, reasons, merges, and storage by signal and service', async () => {
    open(answer(0, 100));
    await pass(0);
    const facts = screen.getByLabelText('At this moment');
    for (const fact of ['250 ms', '12 rows', '2.00 KiB of at most 128 MiB', '4.00 GiB', '5.00 GiB', 'of 9.00 GiB'])
      expect(facts).toHaveTextContent(fact);
    expect(cells('Signals')).toEqual(['traces', '–', '–', '100', '4', '0', '0', '3.00 GiB', '7 d']);
    expect(cells('Not stored')).toEqual(['traces', 'request refused', expect.stringContaining('disk'), '4']);
    expect(cells('Merges')).toEqual(['spans', '3.00 GiB', '25%', '1.50 s']);
    expect(cells('Storage by service')).toEqual(['cart', '2.00 GiB', '–', '–', '2.00 GiB']);
  });

  it('asks again every five seconds and tells the rate since then', async () => {
    const { signals } = open(answer(0, 100), answer(5_000, 200));
    await pass(0);
    await pass(4_900);
    expect(signals).toHaveLength(1);
    await pass(200);
    expect(signals).toHaveLength(2);
    expect(cells('Signals').slice(0, 4)).toEqual(['traces', '20/s', '0 B/s', '200']);
  });

  it('does not ask while nobody looks, and asks at once when someone does again', async () => {
    const { signals } = open(answer(0, 100));
    await pass(0);
    visibility('hidden');
    await pass(60_000);
    expect(signals).toHaveLength(1);
    visibility('visible');
    await pass(0);
    expect(signals).toHaveLength(2);
  });

  it('ends what it asks when it is left', async () => {
    const { signals, unmount } = open(answer(0, 100));
    await pass(0);
    unmount();
    expect(signals[0]?.aborted).toBe(true);
    await pass(60_000);
    expect(signals).toHaveLength(1);
  });

  it('keeps what it knew when the server does not answer, and says so', async () => {
    open(answer(0, 100), { status: 502, body: '' });
    await pass(0);
    await pass(5_100);
    expect(screen.getByText('The server did not say how its ingest fares')).toBeInTheDocument();
    expect(cells('Signals')).toContain('100');
  });

  it('says that the disk is full, and what is not known while the store does not answer', async () => {
    const disk = { freeBytes: 1, totalBytes: 9 * GIB, minFreeBytes: GIB, isFull: true };
    open(answer(0, 100, { disk, storage: null, services: null }));
    await pass(0);
    expect(screen.getByText(/disk of the server is full/)).toBeInTheDocument();
    expect(screen.getByText('The store does not answer')).toBeInTheDocument();
    expect(screen.queryByRole('table', { name: 'Merges' })).toBeNull();
  });

  it('says in one sentence that back-ends of the team take the data in themselves', () => {
    renderPage(new FakeTelemetry(), { ingest: <IngestPage /> }, '/ingest');
    expect(screen.getByText(/they take the data in/)).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
