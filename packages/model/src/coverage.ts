// How much of the truth an answer holds. Every answer of a Telemetry carries one, and the UI prints it wherever it is not complete.

/**
 * - `complete`: everything in the range was looked at.
 * - `sampled`: the numbers come from `seen` of about `total` items; never show them as totals.
 * - `capped`: a list was cut at `limit`, a named constant (`cap`); there is more.
 * - `partial`: something did not answer; `reason` says what, for people.
 */
export type Coverage =
  | { readonly kind: 'complete' }
  | { readonly kind: 'sampled'; readonly seen: number; readonly total: number }
  | { readonly kind: 'capped'; readonly cap: string; readonly limit: number }
  | { readonly kind: 'partial'; readonly reason: string };

export const COMPLETE: Coverage = { kind: 'complete' };
