// "What if this were faster?" as it stands in the address: the factor and whom it is about.
import type { WhatIfRule } from '@watchingcat/analysis';

export const FACTORS = [
  { factor: 0, label: 'took no time' },
  { factor: 0.5, label: 'were twice as fast' },
  { factor: 0.9, label: 'were 10 % faster' },
  { factor: 2, label: 'took twice as long' },
] as const;

export function ruleText({ factor, service = '', operation }: WhatIfRule): string {
  return [factor, service, ...(operation === undefined ? [] : [operation])]
    .map((part) => encodeURIComponent(part))
    .join(' ');
}

/** `undefined` for what is no rule. */
export function readRule(text: string | null): WhatIfRule | undefined {
  try {
    const [factorText, service, operation] = (text ?? '').split(' ').map(decodeURIComponent);
    const factor = Number(factorText);
    if (!factorText || !service || !(factor >= 0 && factor < Infinity)) return undefined;
    return { factor, service, operation };
  } catch {
    return undefined; // a broken escape
  }
}
