import { decodeStoredAttributes } from './storedAttributes.ts';

it('gives every value the type that was sent', () => {
  const attributes = decodeStoredAttributes(
    ['s', 'i', 'd', 'nan', 'b', 'a', 'm', 'x', 'n'],
    ['7', '9007199254740993', '7', 'NaN', 'false', '[1,2.0,9007199254740993,"x"]', '{"k":[true,null]}', 'AAH/', ''],
    'siddbamxn',
  );
  expect([...attributes.values()]).toEqual([
    '7',
    9_007_199_254_740_993n,
    7,
    NaN,
    false,
    [1n, 2, 9_007_199_254_740_993n, 'x'],
    { k: [true, null] },
    Buffer.from([0, 1, 255]),
    null,
  ]);
});

it('keeps the order in which they were sent', () => {
  expect([...decodeStoredAttributes(['b', '1', 'a'], ['', '', ''], 'sss').keys()]).toEqual(['b', '1', 'a']);
});
