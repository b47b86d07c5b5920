// The baggage of a trace as the API gives it: where each key entered, changed and was lost, by span id.
import { BAGGAGE_EVIDENCE, baggageCandidates, baggageTravel, type BaggageKey } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { Type, type Static } from 'typebox';
import { ClockSkew, Coverage } from '../schemas.ts';
import { spanOf } from './criticalPathJson.ts';
import type { DetailedTrace } from './storedTrace.ts';

/** Entries, changes and ends of one key: a key may enter with every span. Counts are always whole. */
const MAX_BAGGAGE_PLACES = 1_000;
const MAX_CANDIDATES = 20;

const span = { spanId: Type.String(), service: Type.String(), operation: Type.String() };
const Names = Type.Array(Type.String());
export const BaggageAnswer = Type.Object({
  traceId: Type.String(),
  keys: Type.Array(
    Type.Object({
      key: Type.String(),
      values: Type.Array(Type.String(), { description: `The first ${MAX_BAGGAGE_PLACES}` }),
      services: Names,
      spans: Type.Integer({ description: 'Spans that show the key' }),
      evidence: Type.Record(Type.String(), Type.Integer(), {
        description: `How it is known, in spans: ${BAGGAGE_EVIDENCE.join(', ')}. \`copied\` is a guess.`,
      }),
      entries: Type.Array(
        Type.Object({
          ...span,
          value: Type.String(),
          spans: Type.Integer({ description: 'That show it from here on' }),
          levels: Type.Integer({ description: 'Down to the deepest of them' }),
          services: Names,
        }),
      ),
      changes: Type.Array(
        Type.Object({ ...span, fromSpanId: Type.String(), before: Type.String(), after: Type.String() }),
      ),
      lost: Type.Array(Type.Object(span), {
        description: 'Show other baggage but not this key, though their parent does',
      }),
      unseen: Type.Array(Type.Object(span), {
        description: 'Show no baggage at all below one that shows the key: from here on nothing is known',
      }),
      counts: Type.Object(
        { entries: Type.Integer(), changes: Type.Integer(), lost: Type.Integer(), unseen: Type.Integer() },
        { description: `The lists are cut at ${MAX_BAGGAGE_PLACES}` },
      ),
    }),
  ),
  omittedKeys: Type.Integer(),
  candidates: Type.Array(
    Type.Object({
      key: Type.String(),
      calls: Type.Integer({ description: 'Between services, with the same value on both sides' }),
    }),
    {
      description: `Attributes that may be baggage under their own name, at most ${MAX_CANDIDATES}: \`attribute\` says that one is.`,
    },
  ),
  clockSkew: ClockSkew,
  coverage: Coverage,
});

/** @param named attributes that are known to be baggage */
export function baggageJson(
  { trace, details, coverage, clockSkew }: DetailedTrace,
  named: readonly string[],
): Static<typeof BaggageAnswer> {
  const { keys, keysLeftOut } = baggageTravel(trace, (row) => details[row], named);
  return {
    traceId: trace.traceId,
    keys: keys.map((key) => keyJson(trace, key)),
    omittedKeys: keysLeftOut,
    candidates: baggageCandidates(trace, (row) => details[row], keys).slice(0, MAX_CANDIDATES),
    clockSkew,
    coverage,
  };
}

function keyJson(trace: Trace, { key, rows, evidence, values, services, entries, changes, lost, unseen }: BaggageKey) {
  const seen = new Map<string, number>();
  for (const code of evidence) seen.set(BAGGAGE_EVIDENCE[code], (seen.get(BAGGAGE_EVIDENCE[code]) ?? 0) + 1);
  const first = <T>(list: readonly T[]) => list.slice(0, MAX_BAGGAGE_PLACES);
  const places = (list: Uint32Array) => Array.from(list.subarray(0, MAX_BAGGAGE_PLACES), (row) => spanOf(trace, row));
  return {
    key,
    values: first(values),
    services: [...services],
    spans: rows.length,
    evidence: Object.fromEntries(seen),
    entries: first(entries).map(({ row, ...entry }) => ({
      ...spanOf(trace, row),
      ...entry,
      services: [...entry.services],
    })),
    changes: first(changes).map(({ row, fromRow, before, after }) => ({
      ...spanOf(trace, row),
      fromSpanId: trace.spanIds[fromRow],
      before,
      after,
    })),
    lost: places(lost),
    unseen: places(unseen),
    counts: { entries: entries.length, changes: changes.length, lost: lost.length, unseen: unseen.length },
  };
}
