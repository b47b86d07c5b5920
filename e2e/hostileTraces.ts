// Traces that no viewer likes: ids that go round in circles or are used twice, times that cannot be, thousands of children, a very long
// attribute, and in every string what a terminal, a browser or a template would obey. What obeys it sets `window.pwned`.
import type { SpanDetails } from '@watchingcat/model';
import { span, spanIdOf } from './spans.ts';

export const ODD_TRACE_ID = 'bad00000000000000000000000000001';
export const WIDE_TRACE_ID = 'bad00000000000000000000000000002';
export const CHILDREN = 10_000;

/** Before everything that other specs look at: a trace of a year among those of the shop leaves nothing to be seen of these. */
const START = BigInt(Date.now() - 40 * 60_000) * 1_000_000n;
/** Holds all of these traces, and nothing else. */
export const HOSTILE_RANGE = 'from=now-1h&to=now-30m';
const YEAR_NS = 365 * 86_400 * 1e9;
const MEGABYTE = 1_000_000;
const DEPTH = 300;

/** Text that wants to be HTML, a script, a terminal's command, a template, a format string, a formula, or to be read backwards. */
const HOSTILE_TEXT =
  '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script><svg/onload=window.pwned=1>' +
  '\u001b[31m\u001b]0;pwned\u0007\u202e\u0000 {{7*7}} ${7*7} %s%n =cmd|1 javascript:window.pwned=1';

const attributes = new Map<string, string>([
  [HOSTILE_TEXT, HOSTILE_TEXT],
  ['url.full', 'javascript:window.pwned=1'],
  ['baggage.hostile', HOSTILE_TEXT],
  ['empty', ''],
]);

function hostile(traceId: string, number: number, given: Partial<SpanDetails> = {}): SpanDetails {
  return span({
    traceId,
    spanId: spanIdOf(number),
    parentSpanId: spanIdOf(1),
    service: HOSTILE_TEXT,
    operation: HOSTILE_TEXT,
    status: 'error',
    statusMessage: HOSTILE_TEXT,
    traceState: 'hostile=1',
    start: START,
    attributes,
    scope: { name: HOSTILE_TEXT, version: HOSTILE_TEXT },
    ...given,
  });
}

/** Every oddity once. The root lasts a year. */
export function oddTrace(): SpanDetails[] {
  const of = (number: number, given: Partial<SpanDetails> = {}) => hostile(ODD_TRACE_ID, number, given);
  const root = of(1, { parentSpanId: undefined, durationNs: YEAR_NS });
  return [
    root,
    of(2, { durationNs: 0 }),
    of(3, { durationNs: -5_000_000 }),
    of(4, { parentSpanId: spanIdOf(5) }), // 4 and 5 are each other's parents
    of(5, { parentSpanId: spanIdOf(4) }),
    of(6, { parentSpanId: spanIdOf(6) }),
    of(7, { operation: 'first of its id' }),
    of(7, { operation: 'second of its id', durationNs: 2_000_000 }),
    of(8, { parentSpanId: spanIdOf(999_999) }), // which nobody has sent
    of(9, { service: '', operation: '', resource: new Map() }),
    of(10, { attributes: new Map([['long', 'x'.repeat(MEGABYTE)], ['long.html', HOSTILE_TEXT.repeat(1_000)]]) }),
    of(11, {
      events: [
        {
          time: root.start,
          name: 'exception',
          attributes: new Map([
            ['exception.type', HOSTILE_TEXT],
            ['exception.message', HOSTILE_TEXT],
            ['exception.stacktrace', `${HOSTILE_TEXT}\n    at ${HOSTILE_TEXT}`],
          ]),
        },
        { time: root.start - 1_000_000n, name: '', attributes },
      ],
      links: [{ traceId: WIDE_TRACE_ID, spanId: spanIdOf(1), traceState: '', attributes }],
    }),
    ...Array.from({ length: DEPTH }, (_, level) =>
      of(100 + level, { parentSpanId: spanIdOf(level === 0 ? 1 : 99 + level), durationNs: 1e9 - level * 1_000 }),
    ),
  ]; // prettier-ignore
}

/** One root with as many children at once as no one has drawn. */
export function wideTrace(): SpanDetails[] {
  const root = hostile(WIDE_TRACE_ID, 1, { parentSpanId: undefined, durationNs: 1e9 });
  const children = Array.from({ length: CHILDREN }, (_, child) =>
    span({
      traceId: WIDE_TRACE_ID,
      spanId: spanIdOf(2 + child),
      parentSpanId: spanIdOf(1),
      service: HOSTILE_TEXT,
      operation: `${child % 50} ${HOSTILE_TEXT}`,
      start: root.start + BigInt(child) * 50_000n,
      durationNs: (child % 97) * 1e6,
      resource: root.resource,
    }),
  );
  return [root, ...children];
}
