import fc from 'fast-check';
import { labelName, labelsOf, seriesId, sortedLabels } from './labels.ts';
import { plainNumber } from './plainNumber.ts';

describe('the name of a label', () => {
  // Prometheus' test tables (prometheus/otlptranslator label_namer_test.go), with label_name_underscore_sanitization as it is by default.
  it.each([
    ['label:with:colons', 'label_with_colons'],
    ['LabelWithCapitalLetters', 'LabelWithCapitalLetters'],
    ['label!with&special$chars)', 'label_with_special_chars_'],
    ['label_with_foreign_characters_字符', 'label_with_foreign_characters___'],
    ['label.with.dots', 'label_with_dots'],
    ['regular label', 'regular_label'],
    ['123label', 'key_123label'],
    ['_label_starting_with_underscore', 'key_label_starting_with_underscore'],
    ['__label_starting_with_2underscores', '__label_starting_with_2underscores'],
    ['ようこそ', ''],
    ['__', ''],
    ['', ''],
  ])('%j is %j', (key, name) => expect(labelName(key)).toBe(name));
});

describe('labels', () => {
  // "if multiple key-value pairs are converted to have the same Prometheus key, the values MUST be concatenated together, separated by ;,
  // and ordered by the lexicographical order of the original keys" (specification, Metric Attributes)
  it('of attributes whose names become the same are joined in the order of the names that were sent', () =>
    expect(
      labelsOf([
        ['http_method', 'third'],
        ['http.method', 'second'],
        ['http-method', 'first'],
      ]),
    ).toEqual(new Map([['http_method', 'first;second;third']])));

  it('without value are none, and the rest is sorted', () =>
    expect(
      sortedLabels([
        ['b', '2'],
        ['empty', ''],
        ['a', '1'],
      ]),
    ).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]));

  it('cannot be made of an attribute name without a letter or digit', () =>
    expect(() => labelsOf([['..', 'x']])).toThrow(
      'no letter or digit of the attribute name ".." can stand in a label',
    ));
});

it('gives series that differ in name, label or value different ids', () => {
  const ids = [
    seriesId('a', []),
    seriesId('b', []),
    seriesId('a', [['b', 'c']]),
    seriesId('a', [['b', 'd']]),
    seriesId('a', [['bc', '']]),
  ];
  expect(new Set(ids.map(({ idLow, idHigh }) => `${idHigh}:${idLow}`)).size).toBe(5);
});

describe('a number in a label', () => {
  // Go's FormatFloat(value, 'f', -1, 64)
  it.each([
    [0.005, '0.005'],
    [5, '5'],
    [2.5, '2.5'],
    [-1, '-1'],
    [1e-7, '0.0000001'],
    [1.5e-9, '0.0000000015'],
    [1e21, '1000000000000000000000'],
    [-1.25e22, '-12500000000000000000000'],
    [Infinity, '+Inf'],
  ])('%d is %s', (value, text) => expect(plainNumber(value)).toBe(text));

  it('is the same number when it is read again, and has no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumber(value);
        expect(text).not.toContain('e');
        expect(Number(text)).toBe(value + 0);
      }),
    );
  });
});
