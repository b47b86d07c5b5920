// How a key of baggage is known, in words: see analysis' BAGGAGE_EVIDENCE.
import { BAGGAGE_EVIDENCE, type BaggageEvidence, type BaggageKey } from '@watchingcat/analysis';

const WORDS: Readonly<Record<BaggageEvidence, string>> = {
  copied: 'attributes of its name',
  named: 'attributes that were said to be baggage',
  attribute: 'attributes named baggage.*',
  header: 'captured baggage headers',
  event: 'log fields of Jaeger’s tracers',
};

export function evidenceText({ evidence }: Pick<BaggageKey, 'evidence'>): string {
  const seen = new Set(evidence);
  const words = BAGGAGE_EVIDENCE.filter((_, code) => seen.has(code)).map((one) => WORDS[one]);
  return words.reverse().join(', ');
}

/** Spans that are known by an attribute of the same name and value only. */
export function guessedSpans({ evidence }: Pick<BaggageKey, 'evidence'>): number {
  const copied = BAGGAGE_EVIDENCE.indexOf('copied');
  return evidence.reduce((count, code) => count + Number(code === copied), 0);
}
