// By what a request is known again when a sender repeats it: its bytes.
import { createHash } from 'node:crypto';
import type { Signal } from '../Ingest.ts';

/** 128 bits: among 10 million requests two different ones share a digest with a chance of about 1 in 10^24. */
export const DIGEST_BYTES = 16;

/** @returns DIGEST_BYTES as text of one character each (latin1) */
export function requestDigest(signal: Signal, tenant: string, body: Uint8Array): string {
  const digest = createHash('sha256').update(`${signal}\0${tenant}\0`).update(body).digest();
  return digest.toString('latin1', 0, DIGEST_BYTES);
}
