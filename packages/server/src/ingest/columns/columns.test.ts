import fc from 'fast-check';
import { ByteBuffer } from './ByteBuffer.ts';
import { ByteDictionary } from './ByteDictionary.ts';
import { LowCardinalityColumn } from './LowCardinalityColumn.ts';
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { StringColumn } from './StringColumn.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const bytes = fc.uint8Array({ maxLength: 300 });

/** The Native format's LowCardinality, read back: https://github.com/ClickHouse/ClickHouse/blob/master/src/DataTypes/Serializations/SerializationLowCardinality.cpp */
function readLowCardinality(written: Uint8Array): { width: number; keys: number; rows: Buffer[] } {
  const reader = new ProtobufReader(written);
  const buffer = Buffer.from(written);
  const u64 = (): number => Number(reader.view.getBigUint64((reader.position += 8) - 8, true));
  const width = [1, 2, 4][u64() & 3];
  const keys = Array.from({ length: u64() }, () => {
    const start = reader.delimited(written.length);
    return Buffer.from(written.subarray(start, reader.position));
  });
  const rows = Array.from({ length: u64() }, () => {
    const index = buffer.readUIntLE(reader.position, width);
    reader.position += width;
    return keys[index];
  });
  expect(reader.position).toBe(written.length);
  return { width, keys: keys.length, rows };
}

function lowCardinality(values: readonly Uint8Array[]): Uint8Array {
  const column = new LowCardinalityColumn();
  for (const value of values) column.bytes(value, 0, value.length);
  const out = new ByteBuffer();
  column.writeValues(out);
  return out.written();
}

describe('ByteBuffer', () => {
  it('writes varints that a reader reads back, for all 32-bit numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffffffff })), (values) => {
        const buffer = new ByteBuffer(1);
        for (const value of values) buffer.varint(value);
        const reader = new ProtobufReader(Buffer.from(buffer.written()));
        expect(values.map(() => reader.varint())).toEqual(values);
        expect(reader.position).toBe(buffer.length);
      }),
    );
  });
});

describe('StringColumn', () => {
  it('keeps any bytes and any text, and takes back what came after the mark', () => {
    fc.assert(
      fc.property(fc.array(bytes), fc.array(fc.string({ unit: 'binary' })), fc.array(bytes), (first, texts, second) => {
        const column = new StringColumn();
        for (const value of first) column.bytes(value, 0, value.length);
        for (const text of texts) column.text(text);
        column.mark();
        for (const value of second) column.bytes(value, 0, value.length);
        column.rollback();
        const out = new ByteBuffer();
        column.writeValues(out);
        const reader = new ProtobufReader(Buffer.from(out.written()));
        const read = Array.from({ length: column.count }, () =>
          Buffer.from(reader.bytes.subarray(reader.delimited(out.length), reader.position)),
        );
        expect(read).toEqual([...first.map((value) => Buffer.from(value)), ...texts.map((text) => Buffer.from(text))]);
      }),
    );
  });
});

describe('the digits of a StringColumn', () => {
  it('are those of the number', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(), fc.nat(999), fc.constant(0x7fffffff))), (values) => {
        const [digits, texts] = [new StringColumn(), new StringColumn()];
        for (const value of values) digits.digits(value);
        for (const value of values) texts.text(String(value));
        const [written, expected] = [new ByteBuffer(), new ByteBuffer()];
        digits.writeValues(written);
        texts.writeValues(expected);
        expect(Buffer.from(written.written())).toEqual(Buffer.from(expected.written()));
        expect(digits.count).toBe(values.length);
      }),
    );
  });
});

describe('ByteDictionary', () => {
  it('gives equal bytes the same number and different bytes different ones', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 600 }), (values) => {
        const dictionary = new ByteDictionary();
        const expected = new Map<string, number>();
        // Whatever is expected, right or wrong, the number is the same.
        const numbers = values.map((value, i) => dictionary.indexOf(value, 0, value.length, (i * 7) % 5));
        const keys = values.map((value) => Buffer.from(value).toString('hex'));
        for (const key of keys) if (!expected.has(key)) expected.set(key, expected.size);
        expect(numbers).toEqual(keys.map((key) => expected.get(key)));
        expect(dictionary.count).toBe(expected.size);
      }),
    );
  });

  it('starts at 0 again after it was cleared', () => {
    const dictionary = new ByteDictionary();
    for (let i = 0; i < 100_000; i++) dictionary.indexOf(Buffer.from(`key ${i}`), 0, `key ${i}`.length);
    expect(dictionary.count).toBe(100_000);
    expect(dictionary.indexOf(Buffer.from('key 99999'), 0, 9)).toBe(99_999);
    dictionary.clear();
    expect(dictionary.indexOf(Buffer.from('key 5'), 0, 5)).toBe(0);
  });
});

describe('LowCardinalityColumn', () => {
  it('gives back every row', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 400 }), (values) => {
        expect(readLowCardinality(lowCardinality(values)).rows).toEqual(values.map((value) => Buffer.from(value)));
      }),
    );
  });

  it.each([
    [256, 1],
    [257, 2],
    [65_536, 2],
    [65_537, 4],
  ])('numbers %d keys with %d bytes', (keys, width) => {
    const values = Array.from({ length: keys }, (_, i) => Buffer.from(`k${i}`));
    const read = readLowCardinality(lowCardinality(values));
    expect(read).toMatchObject({ width, keys });
    expect(read.rows[keys - 1]).toEqual(values[keys - 1]);
  });

  it('writes nothing without rows, as the format wants it', () => {
    expect(lowCardinality([])).toHaveLength(0);
  });
});
