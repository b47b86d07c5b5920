// The text of a query cut where its look changes: at words of the language, and where faults begin and end.

interface Place {
  readonly from: number;
  readonly to: number;
}

export interface Segment {
  readonly from: number;
  readonly text: string;
  readonly kind: string | undefined;
  readonly isWrong: boolean;
}

/**
 * In order, and together the whole text. A fault of no length (something is missing there) marks the character before it.
 * @param words in order, apart from each other
 */
export function segmentsOf(
  text: string,
  words: ReadonlyArray<Place & { readonly kind: string }>,
  faults: readonly Place[],
): Segment[] {
  const wrong = faults.map(({ from, to }) => (to > from ? { from, to } : { from: Math.max(0, from - 1), to: from }));
  const cuts = [0, text.length, ...[...words, ...wrong].flatMap(({ from, to }) => [from, to])]
    .filter((at) => at >= 0 && at <= text.length)
    .sort((a, b) => a - b);
  const places = [...new Set(cuts)];
  let word = 0;
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1];
    while (word < words.length && words[word].to <= from) word++;
    const kind = word < words.length && words[word].from <= from ? words[word].kind : undefined;
    return { from, text: text.slice(from, to), kind, isWrong: wrong.some((one) => one.from <= from && from < one.to) };
  });
}
