// Reads the body of an HTTP request, unpacks gzip and zstd, and stops at limits: on what comes over the wire and on what it unpacks to.
import type { IncomingMessage } from 'node:http';
import { finished, pipeline, Transform, Writable } from 'node:stream';
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { ByteBuffer } from '../columns/ByteBuffer.ts';

export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly maxDecompressedBytes: number;
}

export const DEFAULT_LIMITS: BodyLimits = { maxBodyBytes: 20 * 2 ** 20, maxDecompressedBytes: 100 * 2 ** 20 };

/** `status` is the HTTP status that says the same: 400, 413 or 415. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly status: 400 | 413 | 415;
  constructor(status: BodyError['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Appends the unpacked body to `into`, and gives all that stands there: a view, valid until `into` is used again.
 * @throws BodyError
 */
export function readBody(request: IncomingMessage, limits: BodyLimits, into: ByteBuffer): Promise<Uint8Array> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = decompressor(encoding);
  if (unpack === undefined) {
    return Promise.reject(
      new BodyError(415, `Content-Encoding ${encoding} is not supported, use gzip, deflate, zstd or none`),
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes)
    return Promise.reject(tooLarge('body', limits.maxBodyBytes));
  return new Promise((resolve, reject) => {
    const done = (error: Error | null | undefined): void => {
      if (!error) return resolve(into.written());
      // The answer goes through the request's socket: what still comes is read and dropped, the socket is not destroyed.
      request.unpipe();
      request.resume();
      if (error instanceof BodyError) reject(error);
      else reject(new BodyError(400, `The body could not be read as ${encoding}: ${error.message}`));
    };
    let first: Writable;
    if (unpack === null) {
      first = appendTo(into, 'body', Math.min(limits.maxBodyBytes, limits.maxDecompressedBytes));
      finished(first, done);
    } else {
      const counted = limit('body', limits.maxBodyBytes);
      first = counted;
      pipeline(counted, unpack, appendTo(into, 'decompressed body', limits.maxDecompressedBytes), done);
    }
    request.once('close', () => {
      if (!request.complete) first.destroy(new Error('the connection was closed before its end'));
    });
    request.pipe(first);
  });
}

/** null: the bytes are as they are; undefined: an encoding that we do not know. */
function decompressor(encoding: string): Transform | null | undefined {
  switch (encoding) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'zstd':
      return createZstdDecompress();
    default:
      return undefined;
  }
}

/** Ends with an error after `maxBytes`. */
function limit(what: string, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length;
      if (bytes > maxBytes) callback(tooLarge(what, maxBytes));
      else callback(null, chunk);
    },
  });
}

/** The same at the end of a pipeline. */
function appendTo(into: ByteBuffer, what: string, maxBytes: number): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, callback) {
      if (into.length + chunk.length > maxBytes) return callback(tooLarge(what, maxBytes));
      into.append(chunk, 0, chunk.length);
      callback();
    },
  });
}

function tooLarge(what: string, maxBytes: number): BodyError {
  return new BodyError(413, `The ${what} is larger than ${maxBytes} bytes; send smaller batches`);
}
