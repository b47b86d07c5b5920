// What frames are called: a span's frame by its service and operation, a profile's by its function.
import type { Trace } from '@watchingcat/model';
import { PairIndex } from './pairIndex.ts';

export interface FrameName {
  /** '' for frames of a profile. */
  readonly service: string;
  /** Of a profile: the function. */
  readonly operation: string;
}

export interface FrameNames {
  /** Index into `names` for each row of the trace. */
  readonly name: Uint32Array;
  readonly names: readonly FrameName[];
}

/** The different names of a trace's spans, in order of their first row. O(n). */
export function frameNames({ size, service, operation, services, operations }: Trace): FrameNames {
  const pairs = new PairIndex(size);
  const names: FrameName[] = [];
  const name = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    const index = pairs.indexOf(service[row], operation[row]);
    if (index === names.length) {
      names.push({ service: services[service[row]], operation: operations[operation[row]] });
    }
    name[row] = index;
  }
  return { name, names };
}

/** `service: operation`, or the function alone. */
export function frameLabel({ service, operation }: FrameName): string {
  return service === '' ? operation : `${service}: ${operation}`;
}
