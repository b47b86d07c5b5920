// Memory for request bodies, used again. A body of a megabyte per request that is kept until it is answered costs more in garbage collection than
// in reading it: the engine of JavaScript marks all it has whenever so much was allocated outside of it.
import { ByteBuffer } from '../columns/ByteBuffer.ts';

const MAX_KEPT = 32;
/** A larger one is rare, and not kept. */
const MAX_KEPT_BYTES = 4 * 2 ** 20;

export class BodyBuffers {
  readonly #free: ByteBuffer[] = [];

  /** An empty buffer, to be given back by `give`. */
  take(): ByteBuffer {
    return this.#free.pop() ?? new ByteBuffer(64 * 1024);
  }

  /** Nobody reads the buffer any more. */
  give(buffer: ByteBuffer): void {
    buffer.clear();
    if (this.#free.length < MAX_KEPT && buffer.bytes.length <= MAX_KEPT_BYTES) this.#free.push(buffer);
  }
}
