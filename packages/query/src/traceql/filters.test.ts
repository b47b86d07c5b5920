import fc from 'fast-check';
import { filtersOf, planOfFilters, type TraceFilter } from './filters.ts';
import { parseTraceQl } from './parseTraceQl.ts';
import { printTraceQl } from './printTraceQl.ts';
import { ANYTHING, plansOf } from './testing/anyPlan.ts';

const filters = (text: string): TraceFilter[] | undefined => {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return filtersOf(plan);
};
const attribute = (name: string, scope: 'any' | 'span' | 'resource' = 'any', ofParent = false) => ({
  type: 'attribute' as const,
  scope,
  ofParent,
  name,
});
const intrinsic = (name: 'span:duration' | 'span:status' | 'span:name' | 'parent') => ({
  type: 'intrinsic' as const,
  name,
});

describe('filtersOf', () => {
  it('tells each condition of a conjunction', () => {
    const text =
      '{ resource.service.name = "x" && span.http.status_code >= 500 && duration > 100ms && status = error && name =~ "G.*" && parent.a != nil && parent = nil && .ok && 5 > .n }';
    expect(filters(text)).toEqual([
      { field: attribute('service.name', 'resource'), operator: '=', value: { type: 'string', value: 'x' } },
      { field: attribute('http.status_code', 'span'), operator: '>=', value: { type: 'integer', value: 500n } },
      { field: intrinsic('span:duration'), operator: '>', value: { type: 'duration', ns: 100e6 } },
      { field: intrinsic('span:status'), operator: '=', value: { type: 'status', value: 'error' } },
      { field: intrinsic('span:name'), operator: '=~', value: { type: 'string', value: 'G.*' } },
      { field: attribute('a', 'any', true), operator: 'exists' },
      { field: intrinsic('parent'), operator: 'missing' },
      { field: attribute('ok'), operator: '=', value: { type: 'boolean', value: true } },
      { field: attribute('n'), operator: '<', value: { type: 'integer', value: 5n } },
    ]);
  });

  it('has none for { }, and one for one condition', () => {
    expect(filters('{ }')).toEqual([]);
    expect(filters('{ .a = 1 }')).toHaveLength(1);
  });

  it.each([
    '{ .a = 1 || .b = 2 }',
    '{ !(.a = 1) }',
    '{ .a = .b }',
    '{ .a + 1 = 2 }',
    '{ .a = 1 } && { .b = 1 }',
    '{ .a = 1 } | count() > 2',
    '{ .a = 1 } with (most_recent=true)',
    '{ true }',
  ])('leaves %s to the text', (text) => {
    expect(filters(text)).toBeUndefined();
  });
});

describe('planOfFilters', () => {
  it('prints as what the filters were taken from', () => {
    const text = '{ resource.service.name = "x" && duration > 100ms && .a !~ "b" && .c = nil }';
    expect(printTraceQl(planOfFilters(filters(text)!))).toBe(text);
    expect(printTraceQl(planOfFilters([]))).toBe('{ }');
  });

  it('loses nothing of any plan that has filters', () => {
    fc.assert(
      fc.property(plansOf(ANYTHING), (plan) => {
        const list = filtersOf(plan);
        fc.pre(list !== undefined);
        expect(filtersOf(planOfFilters(list))).toEqual(list);
      }),
    );
  });
});
