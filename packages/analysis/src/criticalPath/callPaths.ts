// Names that many traces share, as small numbers: operations of services, and the ways from a root down to them.

export interface Operation {
  readonly service: string;
  readonly operation: string;
}

/** More different ways than this are not kept apart: time further down is charged to the last span on the way that is known. */
export const MAX_CALL_PATHS = 10_000;
/** Likewise for what lies deeper; recursion makes ways without end. */
export const MAX_CALL_PATH_DEPTH = 100;

/** Numbers names from 0, in the order in which they come. */
export class OperationTable {
  readonly operations: Operation[] = [];
  readonly services: string[] = [];
  /** Of each operation, its service's number. */
  readonly serviceOf: number[] = [];
  private readonly numbers = new Map<string, { service: number; operations: Map<string, number> }>();

  number(service: string, operation: string): number {
    let known = this.numbers.get(service);
    if (known === undefined) {
      known = { service: this.services.push(service) - 1, operations: new Map() };
      this.numbers.set(service, known);
    }
    let number = known.operations.get(operation);
    if (number === undefined) {
      number = this.operations.push({ service, operation }) - 1;
      this.serviceOf.push(known.service);
      known.operations.set(operation, number);
    }
    return number;
  }
}

/** A tree of operations: a call path is a node of it, and has its number. */
export class CallPathTree {
  /** Whether a limit was met. */
  isCut = false;
  private readonly parent: number[] = [];
  private readonly operation: number[] = [];
  private readonly depth: number[] = [];
  private readonly children = new Map<number, number>();

  get size(): number {
    return this.parent.length;
  }

  /** @param parent the number of the path above, -1 for a root; roots are always kept apart */
  child(parent: number, operation: number): number {
    const key = (parent + 1) * 2 ** 32 + operation; // exact: no more than MAX_CALL_PATHS parents, and roots
    const known = this.children.get(key);
    if (known !== undefined) return known;
    if (parent !== -1 && (this.size >= MAX_CALL_PATHS || this.depth[parent] + 1 >= MAX_CALL_PATH_DEPTH)) {
      this.isCut = true;
      return parent;
    }
    const node = this.parent.push(parent) - 1;
    this.operation.push(operation);
    this.depth.push(parent === -1 ? 0 : this.depth[parent] + 1);
    this.children.set(key, node);
    return node;
  }

  /** Numbers of the operations from the root down. */
  path(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at !== -1; at = this.parent[at]) path.push(this.operation[at]);
    return path.reverse();
  }
}
