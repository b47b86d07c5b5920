// Where the nodes of a small directed graph stand: callers left of those they call. A cycle is cut where it closes.

export interface Placed {
  readonly id: string;
  /** From 0, in columns and rows. */
  readonly column: number;
  readonly row: number;
}

/** Each node one column right of its farthest caller, and the rows of a column in the order of `ids`. No recursion: O(nodes × edges). */
export function layered(
  ids: readonly string[],
  edges: ReadonlyArray<{ readonly source: string; readonly target: string }>,
): Placed[] {
  const column = new Map(ids.map((id) => [id, 0]));
  // After as many rounds as there are nodes only a cycle still moves: it stops there.
  for (let round = 1; round < ids.length; round++) {
    let moved = false;
    for (const { source, target } of edges) {
      const least = (column.get(source) ?? 0) + 1;
      if (source === target || !column.has(target) || column.get(target)! >= least || least >= ids.length) continue;
      column.set(target, least);
      moved = true;
    }
    if (!moved) break;
  }
  const rows = new Map<number, number>();
  return ids.map((id) => {
    const at = column.get(id)!;
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    return { id, column: at, row };
  });
}
