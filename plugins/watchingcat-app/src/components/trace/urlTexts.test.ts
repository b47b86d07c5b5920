import { correctClockSkew, NOTHING_COLLAPSED } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { decodeCollapsed, encodeCollapsed } from './collapsedText';
import { rowOfSpan, spanKey } from './spanKey';
import { shopTrace } from './testing/shopTrace';
import { decodeViewOptions, DEFAULT_VIEW_OPTIONS, encodeViewOptions } from './viewOptions';

describe('collapsed', () => {
  const trace = shopTrace();
  it.each([
    ['nothing', {}, ''],
    ['everything but one', { rule: 'all', except: new Set([0]) }, 'all~a0000000'],
    ['from a depth on', { rule: 2 }, 'd2'],
    ['two subtrees', { except: new Set([1, 2]) }, '~b0000000.c0000000'],
    ['by service', { rule: 'services' }, 'services'],
    ['runs', { foldRuns: true }, ' runs'],
    [
      'runs but one, by service',
      { rule: 'services', foldRuns: true, openRuns: new Set([3]) },
      'services runs~~d0000000',
    ],
  ] as const)('survives a URL: %s', (_, change, text) => {
    const collapsed = { ...NOTHING_COLLAPSED, ...change };
    expect(encodeCollapsed(trace, collapsed)).toBe(text);
    expect(decodeCollapsed(trace, text)).toEqual(collapsed);
  });

  it('ignores spans that are gone and rules that it does not know', () =>
    expect(decodeCollapsed(trace, 'later~99999999.b0000000')).toEqual({ ...NOTHING_COLLAPSED, except: new Set([1]) }));
});

describe('ids that begin alike', () => {
  const ids = ['0000000000000001', '0000000000000002', '0000000000000003'];
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: ['', ids[0], ids[1]],
    start: [0n, 1n, 2n],
    durationNs: [1, 1, 1],
    service: ids,
    operation: ids,
    kind: [0, 0, 0],
    status: [0, 0, 0],
    hasLinks: [0, 0, 0],
    events: { row: [], time: [], name: [] },
  });
  it.each([
    [[0], '~00000000'],
    [[1], '~0000000000000002'],
    [[0, 1], '~00000000.0000000000000002'],
  ])('are told apart: rows %j', (rows, text) => {
    const collapsed = { ...NOTHING_COLLAPSED, except: new Set(rows) };
    expect(encodeCollapsed(trace, collapsed)).toBe(text);
    expect(decodeCollapsed(trace, text)).toEqual(collapsed);
  });
});

describe('view options', () => {
  it.each([
    [DEFAULT_VIEW_OPTIONS, ''],
    [{ colorBy: 'kind', onlyMatches: true }, 'color=kind&only=matches'],
    [{ colorBy: 'self', onlyMatches: false }, 'color=self'],
  ] as const)('survive a URL: %j', (options, text) => {
    const written = Object.entries(encodeViewOptions(options)).filter(([, value]) => value !== undefined);
    expect(new URLSearchParams(written as Array<[string, string]>).toString()).toBe(text);
    expect(decodeViewOptions(new URLSearchParams(text))).toEqual(options);
  });
  it('are as by default where the address says something else', () =>
    expect(decodeViewOptions(new URLSearchParams('color=later&only=x'))).toEqual(DEFAULT_VIEW_OPTIONS));
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

  it('names the same span whether clocks are put right or not', () => {
    const MS = 1e6;
    // The second x was sent first, by a clock that is behind: put right, it comes after the third.
    const sent = buildTrace({
      traceId: 't',
      spanIds: ['root', 'x', 'x', 'x'],
      parentSpanIds: ['', 'root', 'root', 'root'],
      start: [500, 510, 0, 520].map((ms) => BigInt(ms * MS)),
      durationNs: [100, 1, 10, 20].map((ms) => ms * MS),
      service: ['web', 'web', 'cart', 'web'],
      operation: ['a', 'b', 'c', 'd'],
      kind: [1, 1, 1, 1],
      status: [0, 0, 0, 0],
      hasLinks: [false, false, false, false],
      events: { row: [], time: [], name: [] },
    });
    const { trace, sourceRow } = correctClockSkew(sent);
    expect(sourceRow).not.toEqual(Int32Array.of(0, 1, 2, 3));
    trace.spanIds.forEach((_, row) => {
      const key = spanKey(sent, sourceRow[row]);
      expect(spanKey(trace, row)).toBe(key);
      expect(rowOfSpan(trace, key)).toBe(row);
    });
  });

  it.each([undefined, '', 'gone', 'x~9', 'x~a'])('%p is no span', (key) =>
    expect(rowOfSpan(trace, key)).toBeUndefined(),
  );
});
