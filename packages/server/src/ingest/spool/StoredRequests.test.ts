import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../store/testing/temporaryStore.ts';
import { requestDigest } from './requestDigest.ts';
import { StoredRequests } from './StoredRequests.ts';

const MINUTE_MS = 60_000;
const digest = (text: string) => requestDigest('traces', 'default', Buffer.from(text));

describe('the requests stored lately', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it('are known to the next process, with what was rejected of them', async () => {
    const stored = await StoredRequests.open(directory.path);
    await Promise.all([
      stored.add([{ digest: digest('a'), rejected: 0 }]),
      stored.add([{ digest: digest('b'), rejected: 7 }]),
    ]);
    const next = await StoredRequests.open(directory.path);
    expect(['a', 'b', 'c'].map((text) => next.rejectedOf(digest(text)))).toEqual([0, 7, undefined]);
  });

  it('stay known when the last entry was cut off, and later entries are read in step', async () => {
    const stored = await StoredRequests.open(directory.path);
    await stored.add([{ digest: digest('a'), rejected: 0 }]);
    await appendFile(join(directory.path, 'stored.requests'), 'cut off');
    const next = await StoredRequests.open(directory.path);
    await next.add([{ digest: digest('b'), rejected: 1 }]);
    const last = await StoredRequests.open(directory.path);
    expect(['a', 'b'].map((text) => last.rejectedOf(digest(text)))).toEqual([0, 1]);
  });

  it('are forgotten between one and two generations after they were stored', async () => {
    let nowMs = 0;
    const stored = await StoredRequests.open(directory.path, () => nowMs);
    await stored.add([{ digest: digest('old'), rejected: 0 }]);
    nowMs = 16 * MINUTE_MS;
    await stored.add([{ digest: digest('newer'), rejected: 0 }]);
    expect(stored.rejectedOf(digest('old'))).toBe(0);
    nowMs = 32 * MINUTE_MS;
    await stored.add([{ digest: digest('newest'), rejected: 0 }]);
    expect(['old', 'newer', 'newest'].map((text) => stored.rejectedOf(digest(text)))).toEqual([undefined, 0, 0]);
    const next = await StoredRequests.open(directory.path);
    expect(['old', 'newer', 'newest'].map((text) => next.rejectedOf(digest(text)))).toEqual([undefined, 0, 0]);
  });
});

describe('the digest of a request', () => {
  it('is another one for another signal, tenant or body', () => {
    const body = Buffer.from('a');
    const digests = [
      requestDigest('traces', 'one', body),
      requestDigest('logs', 'one', body),
      requestDigest('traces', 'two', body),
      requestDigest('traces', 'one', Buffer.from('b')),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(digests.every((each) => each.length === 16)).toBe(true);
  });
});
