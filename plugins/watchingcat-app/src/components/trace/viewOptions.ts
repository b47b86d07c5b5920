// How the rows are shown, apart from what is folded: state of a page, in its address.

/** What the colour of a bar says. */
export const COLOR_BY = ['service', 'kind', 'status', 'self'] as const;
export type ColorBy = (typeof COLOR_BY)[number];

export interface TraceViewOptions {
  readonly colorBy: ColorBy;
  /** While something is searched: show the matches and their ancestors only. */
  readonly onlyMatches: boolean;
}

export const DEFAULT_VIEW_OPTIONS: TraceViewOptions = { colorBy: 'service', onlyMatches: false };

/** As parameters of an address; undefined for what is as by default. */
export function encodeViewOptions({ colorBy, onlyMatches }: TraceViewOptions): Record<string, string | undefined> {
  return {
    color: colorBy === DEFAULT_VIEW_OPTIONS.colorBy ? undefined : colorBy,
    only: onlyMatches ? 'matches' : undefined,
  };
}

/** Takes the default for what it does not know. */
export function decodeViewOptions(params: URLSearchParams): TraceViewOptions {
  const color = params.get('color');
  return {
    colorBy: COLOR_BY.find((known) => known === color) ?? DEFAULT_VIEW_OPTIONS.colorBy,
    onlyMatches: params.get('only') === 'matches',
  };
}
