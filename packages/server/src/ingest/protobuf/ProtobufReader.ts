// Reads the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/) in place: no message objects.
//
// How to stay inside the bytes: a message is read by `while (reader.position < end) … ; reader.endMessage(end)`. Reads past the end give
// zeros and move on, `endMessage` then throws; lengths are checked when they are read. So positions that were noted while reading a
// message may be used after its `endMessage`, not before.

/** The bytes are not what they claim to be. Nothing of the request is stored. */
export class MalformedOtlpError extends Error {
  override readonly name = 'MalformedOtlpError';
  /** Where in the (decompressed) body; undefined for JSON. */
  readonly position: number | undefined;
  constructor(message: string, position?: number, options?: ErrorOptions) {
    super(position === undefined ? message : `${message} at byte ${position}`, options);
    this.position = position;
  }
}

export class ProtobufReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A varint below 2^53; larger ones lose low bits, so 64-bit values are read with `int64Text` or as halves. */
  varint(): number {
    const { bytes } = this;
    const first = bytes[this.position++];
    if (first < 128) return first;
    let result = first & 127;
    let factor = 128;
    for (let i = 1; i < 10; i++) {
      const byte = bytes[this.position++];
      if (byte === undefined) break;
      result += (byte & 127) * factor;
      if (byte < 128) return result;
      factor *= 128;
    }
    throw new MalformedOtlpError('A number does not end', this.position);
  }

  /** The length of a nested message or string, which must end by `end`. */
  length(end: number): number {
    const length = this.varint();
    if (!(this.position + length <= end))
      throw new MalformedOtlpError('A field is longer than what holds it', this.position);
    return length;
  }

  /** Passes over a length-delimited field and gives its start; the end is then `position`. */
  delimited(end: number): number {
    const length = this.length(end);
    const start = this.position;
    this.position = start + length;
    return start;
  }

  /** Passes over the value of an unknown field. */
  skip(tag: number, end: number): void {
    if (tag < 8) throw new MalformedOtlpError('There is no field 0', this.position);
    switch (tag & 7) {
      case 0:
        this.varint();
        return;
      case 1:
        this.position += 8;
        return;
      case 2:
        this.delimited(end);
        return;
      case 5:
        this.position += 4;
        return;
      default:
        throw new MalformedOtlpError(`Wire type ${tag & 7} is not used by OTLP`, this.position);
    }
  }

  /** Called after the last field of a message. */
  endMessage(end: number): void {
    if (this.position !== end) throw new MalformedOtlpError('A field goes past the end of its message', end);
  }

  /** The varint at `position` as a signed 64-bit integer, exactly. */
  int64(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) break;
      result |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, result);
    }
    throw new MalformedOtlpError('A number does not end', this.position);
  }

  utf8(start: number, end: number): string {
    return utf8.decode(this.bytes.subarray(start, end));
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
