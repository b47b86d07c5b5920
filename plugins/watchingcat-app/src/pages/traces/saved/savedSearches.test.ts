import { readSearches, storedSearches, storeSearches, withSearches, writeSearches } from './savedSearches';

const SLOW = { name: 'slow', query: '{ traceDuration > 1s }' };
const FAILED = { name: 'failed', query: '{ status = error }' };

it('keeps searches for the next visit, by name', () => {
  storeSearches(withSearches([SLOW], [FAILED]));
  expect(storedSearches()).toEqual([FAILED, SLOW]);
});

it('replaces what has the same name', () =>
  expect(withSearches([SLOW, FAILED], [{ ...SLOW, query: '{ }' }])).toEqual([FAILED, { name: 'slow', query: '{ }' }]));

it('reads the file that it writes', () => expect(readSearches(writeSearches([SLOW]))).toEqual([SLOW]));

it.each([
  '',
  'no JSON',
  '{"searches": []}',
  '{"format": "watchingcat-trace-searches", "searches": [{"name": 3, "query": "{ }"}]}',
  '{"format": "watchingcat-trace-searches", "searches": [{"name": "", "query": "{ }"}]}',
  'null',
])('takes %p for no file of searches', (text) => expect(readSearches(text)).toBeUndefined());
