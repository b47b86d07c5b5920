// Memory that is used again, for what is large and lives as long as a request or an insert: allocated anew each time, it costs more in garbage
// collection than in filling it. The engine of JavaScript marks all it has whenever so much was allocated outside of it.
import { ByteBuffer } from './ByteBuffer.ts';

export class BufferPool {
  readonly #free: ByteBuffer[] = [];
  readonly #maxKept: number;
  readonly #maxKeptBytes: number;

  /** Keeps so many buffers that nobody uses; one larger than `maxKeptBytes` is rare, and not kept. */
  constructor(maxKept: number, maxKeptBytes = Infinity) {
    this.#maxKept = maxKept;
    this.#maxKeptBytes = maxKeptBytes;
  }

  /** An empty buffer, to be given back by `give`. */
  take(): ByteBuffer {
    return this.#free.pop() ?? new ByteBuffer();
  }

  /** Nobody reads the buffer any more. */
  give(buffer: ByteBuffer): void {
    buffer.clear();
    if (this.#free.length < this.#maxKept && buffer.bytes.length <= this.#maxKeptBytes) this.#free.push(buffer);
  }
}
