import { askIngestStatus } from './ingestStatus.ts';

const SIGNAL = {
  signal: 'traces',
  acceptedRequests: 2,
  acceptedRecords: 30,
  receivedBytes: 4_000,
  refused: [{ reason: 'disk_full', count: 1 }],
  rejected: [],
  malformed: [],
  storedBytes: null,
  retentionMs: null,
};
const ANSWER = {
  time: '2026-11-23T10:00:05.000Z',
  since: '2026-11-23T10:00:00.000Z',
  lagMs: 12.5,
  queue: { rows: 1, bytes: 2, maxBytes: 3 },
  lastError: { message: 'no', time: '2026-11-23T10:00:01.000Z' },
  signals: [SIGNAL],
  disk: null,
  storage: null,
  services: null,
  madeLater: true,
};
const answering = (body: unknown, status = 200) =>
  askIngestStatus((request) => {
    expect(request.path).toBe('/api/v1/ingest/status');
    return Promise.resolve({ status, body });
  });

it('reads times, and null as not known', async () => {
  const start = Date.parse('2026-11-23T10:00:00Z');
  expect(await answering(ANSWER)).toEqual({
    timeMs: start + 5_000,
    sinceMs: start,
    lagMs: 12.5,
    queue: { rows: 1, bytes: 2, maxBytes: 3 },
    lastError: { message: 'no', timeMs: start + 1_000 },
    signals: [{ ...SIGNAL, storedBytes: undefined, retentionMs: undefined }],
    disk: undefined,
    storage: undefined,
    services: undefined,
  });
});

it('says where an answer is not what was agreed', async () => {
  await expect(answering({ ...ANSWER, since: 'yesterday' })).rejects.toThrow(/RFC 3339 time at since/);
  await expect(answering({ ...ANSWER, signals: [{ ...SIGNAL, signal: 'smoke' }] })).rejects.toThrow(
    /signals\[0\]\.signal/,
  );
});

it('passes on that an older server does not know the question', () =>
  expect(
    answering({ type: 'urn:watchingcat:problem:not-found', title: 'x', status: 404, detail: 'no route' }, 404),
  ).rejects.toThrow());
