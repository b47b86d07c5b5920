import { StoreError, type StoreErrorCode } from '../store/Store.ts';
import { translatingStoreErrors } from './storeErrors.ts';

const failing = (error: Error, signal?: AbortSignal) => translatingStoreErrors(signal, () => Promise.reject(error));

it.each<[StoreErrorCode, string, RegExp]>([
  ['timeout', 'timeout', /shorter time range/],
  ['memory', 'too_much', /shorter time range/],
  ['too_many_rows', 'too_much', /shorter time range/],
  ['unavailable', 'unreachable', /Try again/],
  ['query', 'bad_answer', /log/],
])('says of a store that reports %s that it is %s, and what to do', async (code, expected, advice) => {
  const cause = new StoreError(code, 'Code: 42. DB::Exception: secret SQL');
  await expect(failing(cause)).rejects.toMatchObject({ code: expected, cause, message: expect.stringMatching(advice) });
  await expect(failing(cause)).rejects.not.toThrow(/secret/);
});

it('leaves an abort an abort, with its reason', async () => {
  const reason = new Error('the reader left');
  await expect(failing(new StoreError('aborted', ''), AbortSignal.abort(reason))).rejects.toBe(reason);
});

it('leaves errors of others alone', async () => {
  const error = new TypeError('a fault of ours');
  await expect(failing(error)).rejects.toBe(error);
});
