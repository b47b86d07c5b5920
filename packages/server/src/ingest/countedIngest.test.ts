import { StoreError } from '../store/Store.ts';
import { countedIngest } from './countedIngest.ts';
import { RefusedError, SaturatedError } from './Ingest.ts';
import type { IngestResult } from './Ingest.ts';
import { IngestCounters } from './IngestCounters.ts';
import { MalformedOtlpError } from './protobuf/ProtobufReader.ts';

const FULL = new RefusedError('disk_full', 'No space', 30_000);

/** Asks an ingest once that ends like this, and gives what was counted. */
async function countsAfter(end: () => Promise<IngestResult>, refusal?: RefusedError) {
  const plain = { export: end, drain: () => Promise.resolve(), stats: () => ({}) as never };
  const ingest = countedIngest(plain, new IngestCounters(), () => refusal);
  const error: unknown = await ingest.export('logs', new Uint8Array(7), 'default').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ...ingest.stats().signals.logs, error };
}

it('counts what was stored and what was rejected of it', async () => {
  const result = { accepted: 2, rejected: 1, message: '1 log: no time', rejections: { 'no time': 1 } };
  expect(await countsAfter(() => Promise.resolve(result))).toEqual({
    acceptedRequests: 1,
    acceptedRecords: 2,
    rejected: { 'no time': 1 },
    refused: {},
    malformed: {},
    receivedBytes: 7,
    error: undefined,
  });
});

it('counts rejected records whose reasons are not told apart', async () => {
  const counts = await countsAfter(() => Promise.resolve({ accepted: 0, rejected: 3, message: '3 logs: whatever' }));
  expect(counts.rejected).toEqual({ other: 3 });
});

it.each([
  [new SaturatedError('more than can be stored', 1_000), { refused: { saturated: 1 }, malformed: {} }],
  [new SaturatedError('shutting down', 1_000, 'draining'), { refused: { draining: 1 }, malformed: {} }],
  [new StoreError('unavailable', 'restarting'), { refused: { store_unavailable: 1 }, malformed: {} }],
  [new TypeError('a fault of ours'), { refused: { internal_error: 1 }, malformed: {} }],
  [new MalformedOtlpError('cut off', 3), { refused: {}, malformed: { protobuf: 1 } }],
])('counts %s by its reason and passes it on', async (error, counts) => {
  const after = await countsAfter(() => Promise.reject(error));
  expect(after).toMatchObject({ acceptedRequests: 0, receivedBytes: 7, error });
  expect({ refused: after.refused, malformed: after.malformed }).toEqual(counts);
});

it('does not ask the ingest behind it while something forbids to store', async () => {
  const behind = jest.fn<Promise<IngestResult>, []>();
  expect(await countsAfter(behind, FULL)).toMatchObject({ refused: { disk_full: 1 }, error: FULL });
  expect(behind).not.toHaveBeenCalled();
});
