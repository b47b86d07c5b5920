// Reads the body of an HTTP request, unpacks gzip and zstd, and stops at limits: on what comes over the wire and on what it unpacks to.
import type { IncomingMessage } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

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

/** @throws BodyError */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = decompressor(encoding);
  if (unpack === undefined) {
    return Promise.reject(
      new BodyError(415, `Content-Encoding ${encoding} is not supported, use gzip, deflate, zstd or none`),
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes)
    return Promise.reject(tooLarge('body', limits.maxBodyBytes));
  const counted = limit('body', limits.maxBodyBytes);
  const chunks: Buffer[] = [];
  const collect = limit('decompressed body', limits.maxDecompressedBytes).on('data', (chunk: Buffer) =>
    chunks.push(chunk),
  );
  return new Promise((resolve, reject) => {
    const done = (error: Error | null | undefined): void => {
      if (!error) return resolve(Buffer.concat(chunks));
      // The answer goes through the request's socket: what still comes is read and dropped, the socket is not destroyed.
      request.unpipe();
      request.resume();
      if (error instanceof BodyError) reject(error);
      else reject(new BodyError(400, `The body could not be read as ${encoding}: ${error.message}`));
    };
    request.once('close', () => {
      if (!request.complete) counted.destroy(new Error('the connection was closed before its end'));
    });
    request.pipe(counted);
    if (unpack === null) pipeline(counted, collect, done);
    else pipeline(counted, unpack, collect, done);
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

function tooLarge(what: string, maxBytes: number): BodyError {
  return new BodyError(413, `The ${what} is larger than ${maxBytes} bytes; send smaller batches`);
}
