// Ids of resources and series: the first 64 bits of SHA-256 over their attributes, whatever order these were sent in.
import { createHash } from 'node:crypto';

/**
 * @param attributes KeyValue messages
 * @param prefix what else the id stands for
 */
export function attributesHash(
  attributes: readonly Uint8Array[],
  prefix: Uint8Array = new Uint8Array(0),
): { idLow: number; idHigh: number } {
  const hash = createHash('sha256').update(prefix);
  for (const attribute of attributes.toSorted((a, b) => Buffer.compare(a, b)))
    hash.update(`${attribute.length}:`).update(attribute);
  const digest = hash.digest();
  return { idLow: digest.readUInt32LE(0), idHigh: digest.readUInt32LE(4) };
}
