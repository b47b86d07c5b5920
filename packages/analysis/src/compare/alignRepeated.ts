// Which of 3 calls is which of 40: pairs the repeated children of two matched spans in their order, so that like stands beside like.

/** Cells of one alignment's table. Above it, the first are paired with the first: 250,000 cells take about a millisecond. */
export const MAX_ALIGNMENT_CELLS = 250_000;

/**
 * Sequence alignment (Needleman and Wunsch 1970) in which every item of the shorter list finds a partner, in order, at the least total
 * cost; what the longer list has more is left over. So lists of the same length are paired one by one, and the answer does not depend on
 * which list is the first. Of equally good answers the one with the earliest partners is taken.
 *
 * O(shorter × (longer − shorter + 1)), which is never quadratic for lists of similar length; above `MAX_ALIGNMENT_CELLS` the items are
 * paired by position.
 * @param cost of pairing position `s` of the shorter with position `l` of the longer list, not negative
 * @returns for each position of the shorter list its partner's in the longer one, rising
 */
export function alignRepeated(
  shorter: number,
  longer: number,
  cost: (s: number, l: number) => number,
): { readonly partners: Uint32Array; readonly aligned: boolean } {
  const partners = Uint32Array.from({ length: shorter }, (_, s) => s);
  const slack = longer - shorter;
  const width = slack + 1;
  if (slack === 0) return { partners, aligned: true };
  if (shorter * width > MAX_ALIGNMENT_CELLS) return { partners, aligned: false };

  // best[k]: least cost of all items from `s` on, when `s` may go no earlier than s + k. takes: whether `s` goes exactly there.
  let best = new Float64Array(width);
  let next = new Float64Array(width);
  const takes = new Uint8Array(shorter * width);
  for (let s = shorter - 1; s >= 0; s--) {
    [best, next] = [next, best];
    for (let k = slack; k >= 0; k--) {
      const here = cost(s, s + k) + next[k];
      const taken = k === slack || here <= best[k + 1];
      best[k] = taken ? here : best[k + 1];
      takes[s * width + k] = taken ? 1 : 0;
    }
  }
  let k = 0;
  for (let s = 0; s < shorter; s++) {
    while (takes[s * width + k] === 0) k++;
    partners[s] = s + k;
  }
  return { partners, aligned: true };
}
