import { findDataSource } from './findDataSource';

const all = [{ uid: 'a' }, { uid: 'b', isDefault: true }, { uid: 'c' }];

describe('findDataSource', () => {
  it.each([
    ['c', 'c'],
    [undefined, 'b'],
    ['gone', 'b'],
  ])('finds, configured with %p, %p', (uid, found) => expect(findDataSource(all, uid)?.uid).toBe(found));

  it('takes the first where none is the default', () =>
    expect(findDataSource([{ uid: 'a' }, { uid: 'c' }], undefined)?.uid).toBe('a'));
  it('finds nothing among none', () => expect(findDataSource([], 'a')).toBeUndefined());
});
