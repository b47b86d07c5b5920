import { buildTrace } from '@watchingcat/model';
import { decodeCollapsed, encodeCollapsed } from './collapsedText';
import { rowOfSpan, spanKey } from './spanKey';
import { shopTrace } from './testing/shopTrace';

describe('collapsed', () => {
  const trace = shopTrace();
  it.each([
    ['nothing', { rule: 'none', except: new Set<number>() }, ''],
    ['everything but one', { rule: 'all', except: new Set([0]) }, 'all~a0000000'],
    ['from a depth on', { rule: 2, except: new Set<number>() }, 'd2'],
    ['two subtrees', { rule: 'none', except: new Set([1, 2]) }, '~b0000000.c0000000'],
  ] as const)('survives a URL: %s', (_, collapsed, text) => {
    expect(encodeCollapsed(trace, collapsed)).toBe(text);
    expect(decodeCollapsed(trace, text)).toEqual(collapsed);
  });

  it('ignores spans that are gone and rules that it does not know', () =>
    expect(decodeCollapsed(trace, 'later~99999999.b0000000')).toEqual({ rule: 'none', except: new Set([1]) }));
});

describe('span key', () => {
  const span = (id: string, start: bigint) => ({ id, start });
  const spans = [span('x', 5n), span('y', 1n), span('x', 0n), span('x', 9n)];
  const trace = buildTrace({
    traceId: 't',
    spanIds: spans.map(({ id }) => id),
    parentSpanIds: spans.map(() => ''),
    start: spans.map(({ start }) => start),
    durationNs: spans.map(() => 1),
    service: spans.map(() => 's'),
    operation: spans.map(() => 'o'),
    kind: spans.map(() => 0),
    status: spans.map(() => 0),
    hasLinks: spans.map(() => false),
    events: { row: [], time: [], name: [] },
  });

  it('is the id, and tells spans with the same id apart', () => {
    const keys = trace.spanIds.map((_, row) => spanKey(trace, row));
    expect(keys).toEqual(['x~2', 'y', 'x', 'x~3']);
    expect(keys.map((key) => rowOfSpan(trace, key))).toEqual([0, 1, 2, 3]);
  });

  it.each([undefined, '', 'gone', 'x~9', 'x~a'])('%p is no span', (key) =>
    expect(rowOfSpan(trace, key)).toBeUndefined(),
  );
});
