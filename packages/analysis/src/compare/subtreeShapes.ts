// Whether two subtrees look alike, in constant time a pair: a hash of the calls in them, whatever their order and their times.
import { NO_PARENT, type Trace } from '@watchingcat/model';

/**
 * A hash of each row's subtree: equal for subtrees of the same calls below each other, in any order of siblings. Two different subtrees
 * share a hash once in 2^32, so it may guide a choice but must not be the proof of one. `keys` are of `SpanKeys`. O(n).
 */
export function subtreeShapes(trace: Trace, keys: Uint32Array): Uint32Array {
  const shapes = new Uint32Array(trace.size);
  for (let row = trace.size - 1; row >= 0; row--) {
    // `shapes[row]` holds the sum of the children by now: they all come later in row order.
    shapes[row] = mix(Math.imul(keys[row] + 1, 0x9e3779b1) ^ mix(shapes[row]));
    const parent = trace.parent[row];
    if (parent !== NO_PARENT) shapes[parent] += shapes[row];
  }
  return shapes;
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of the input changes half of the output. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
