// Call paths: the calls from the root down to a span, by name. Spans of different traces, or of a loop, that were called the same way
// have the same path.

/** `parent` of a path that starts at a root. */
export const NO_PATH = -1;

/** Gives each path a number. A parent's is always smaller than its children's. */
export class CallPaths {
  readonly parent: number[] = [];
  /** The last call's key, of `SpanKeys`. */
  readonly key: number[] = [];
  private readonly pathOf: Map<number, number>[] = [];
  private readonly roots = new Map<number, number>();

  get size(): number {
    return this.parent.length;
  }

  /** The path of a call of `key` from `parent`. */
  path(parent: number, key: number): number {
    const below = parent === NO_PATH ? this.roots : (this.pathOf[parent] ??= new Map<number, number>());
    let path = below.get(key);
    if (path === undefined) {
      path = this.parent.push(parent) - 1;
      this.key.push(key);
      below.set(key, path);
    }
    return path;
  }
}
