// How much of the truth an answer holds. Every answer of a Telemetry carries one, and the UI prints it wherever it is not complete.

/**
 * - `complete`: everything in the range was looked at.
 * - `sampled`: the numbers come from `seen` of about `total` items (`undefined`: of more, nobody knows how many); never show them as
 *   totals. `reason` says for people why not all were looked at, where something can be done about it.
 * - `capped`: a list was cut at `limit`, a named constant (`cap`); there is more.
 * - `partial`: something did not answer; `reason` says what, for people.
 */
export type Coverage =
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'sampled';
      readonly seen: number;
      readonly total?: number | undefined;
      readonly reason?: string | undefined;
    }
  | { readonly kind: 'capped'; readonly cap: string; readonly limit: number }
  | { readonly kind: 'partial'; readonly reason: string };

export const COMPLETE: Coverage = { kind: 'complete' };
