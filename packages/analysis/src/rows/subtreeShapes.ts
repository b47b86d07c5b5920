// A number for the shape of each subtree: equal for equal trees of services and operations, whatever the order of siblings. Two
// independent hashes of 32 bits: with a million subtrees, the odds that any two different ones share both are about 1 in 40 million.
import { NO_PARENT, type Trace } from '@watchingcat/model';

export interface SubtreeShapes {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/** O(n): adds each row's finished hash to its parent's, from the last row to the first. */
export function subtreeShapes({ size, parent, service, operation }: Trace): SubtreeShapes {
  const a = new Uint32Array(size);
  const b = new Uint32Array(size);
  for (let row = size - 1; row >= 0; row--) {
    // The sum of the children is here by now.
    a[row] = mix(Math.imul(service[row] + 1, 0x9e3779b1) ^ mix(operation[row] + 0x7f4a7c15) ^ mix(a[row] + 0x165667b1));
    b[row] = mix(Math.imul(service[row] + 1, 0x85ebca77) ^ mix(operation[row] + 0x27d4eb2f) ^ mix(b[row] + 0x2545f491));
    const above = parent[row];
    if (above === NO_PARENT) continue;
    a[above] += a[row];
    b[above] += b[row];
  }
  return { a, b };
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): each bit of the input changes half of the bits of the answer. */
function mix(h: number): number {
  let mixed = h | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
