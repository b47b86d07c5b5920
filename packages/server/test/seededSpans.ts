// Spans of a made-up shop, the same ones for the same seed. Small values are drawn from few choices, so that starts, durations and
// sort keys tie often; names hold what breaks careless SQL and URLs.
import type { AttributeValue, SpanDetails } from '@watchingcat/model';
import { seededRandom } from '../../analysis/src/testing/seededRandom.ts';

export const SERVICES = ['cart', 'checkout', 'o\'brien \\ "x" {a:String}', 'frontend/web?'];
export const OPERATIONS = ['GET /cart', 'POST /checkout', 'SELECT * FROM `orders` WHERE a = %', 'тест 🐱'];
export const ATTRIBUTE_CHOICES: Readonly<Record<string, readonly AttributeValue[]>> = {
  'customer.tier': ['gold', 'silver', ''],
  'cart.items': [1n, 2n, 9_007_199_254_740_993n],
  'cart.total': [0.5, 12, -1e300],
  'cart.gift': [true, false],
  "we'ird\\key": ["it's \\ {x:String}"],
  'http.route': ['/cart', '/checkout', ''],
  '7': ['a name that looks like a number'],
};

/** 2026-03-01T12:00:00Z, on a whole minute. */
export const FIRST_START = 1_772_366_400_000_000_000n;
const MINUTE_NS = 60_000_000_000n;
export const MINUTES = 90;

/** @returns an integer below `n` */
function seededBelow(seed: number): (n: number) => number {
  const random = seededRandom(seed);
  return (n) => Math.floor(random() * n);
}

/** Traces of 1 to 6 spans over `MINUTES` minutes; some lack their root. */
export function seededSpans(seed: number, traces: number): SpanDetails[] {
  const random = seededBelow(seed);
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)];
  return Array.from({ length: traces }, () => {
    const traceId = hex(random, 32);
    const start = FIRST_START + BigInt(random(MINUTES * 6)) * (MINUTE_NS / 6n);
    const isRootless = random(10) === 0;
    const spanIds = Array.from({ length: 1 + random(6) }, () => hex(random, 16));
    return spanIds.map((spanId, index): SpanDetails => {
      const service = pick(SERVICES);
      const attributes = Object.entries(ATTRIBUTE_CHOICES)
        .filter(() => random(2) === 0)
        .map(([name, values]): [string, AttributeValue] => [name, pick(values)]);
      const spanStart = start + BigInt(random(3) * index) * 1_000_000n;
      return {
        traceId,
        spanId,
        parentSpanId: index > 0 ? spanIds[random(index)] : isRootless ? 'ffffffffffffffff' : undefined,
        traceState: '',
        service,
        operation: pick(OPERATIONS),
        kind: pick(['internal', 'server', 'client', 'producer', 'consumer']),
        status: pick(['unset', 'unset', 'ok', 'error']),
        statusMessage: '',
        start: spanStart,
        durationNs: random(4) === 0 ? random(3) * 1_000_000 : Math.round(1_000 * 10 ** (random(6_000) / 1_000)),
        attributes: new Map(attributes),
        resource: new Map<string, AttributeValue>([
          ['service.name', service],
          ['host.name', `host-${service.length % 2}`],
        ]),
        scope: { name: 'seeded', version: '1' },
        events: random(4) === 0 ? [{ time: spanStart + 5n, name: 'seen', attributes: new Map([['n', 1n]]) }] : [],
        links:
          random(8) === 0
            ? [{ traceId: hex(random, 32), spanId: hex(random, 16), traceState: '', attributes: new Map() }]
            : [],
      };
    });
  }).flat();
}

function hex(random: (n: number) => number, digits: number): string {
  return Array.from({ length: digits }, () => random(16).toString(16)).join('');
}
