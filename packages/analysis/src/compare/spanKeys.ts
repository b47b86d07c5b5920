// What makes two spans "the same call" in different traces: service, operation and kind, as one number that several traces share.
import type { Trace } from '@watchingcat/model';

/** Names of one key. `kind` is an index into model's `SPAN_KINDS`. */
export interface SpanName {
  readonly service: string;
  readonly operation: string;
  readonly kind: number;
}

/** Gives each (service, operation, kind) a number, the same one in every trace that is asked. */
export class SpanKeys {
  readonly names: SpanName[] = [];
  private readonly keyOf = new Map<string, number>();

  /** The key of each row. O(n). */
  of({ size, service, operation, kind, services, operations }: Trace): Uint32Array {
    const keys = new Uint32Array(size);
    // Names are compared once for each combination that the trace has, not once a span.
    const seen = new Map<number, number>();
    for (let row = 0; row < size; row++) {
      const combination = (service[row] * operations.length + operation[row]) * 256 + kind[row];
      let key = seen.get(combination);
      if (key === undefined) {
        key = this.key({ service: services[service[row]], operation: operations[operation[row]], kind: kind[row] });
        seen.set(combination, key);
      }
      keys[row] = key;
    }
    return keys;
  }

  private key(name: SpanName): number {
    const text = JSON.stringify([name.service, name.operation, name.kind]);
    let key = this.keyOf.get(text);
    if (key === undefined) {
      key = this.names.push(name) - 1;
      this.keyOf.set(text, key);
    }
    return key;
  }
}
