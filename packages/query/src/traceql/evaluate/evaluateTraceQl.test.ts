import { parseTraceQl } from '../parseTraceQl.ts';
import type { TraceQlPlan } from '../plan.ts';
import { printExpression, printScalar } from '../printTraceQl.ts';
import { spansOf } from '../testing/spans.ts';
import { evaluateTraceQl, prepareTraceQl, type SpansetMatch } from './evaluateTraceQl.ts';
import { searchableTrace } from './searchableTrace.ts';

// root ── front ─┬─ cart ─── redis
//                └─ pay ─┬─ bank      lost (its parent is not in the trace)
//                        └─ bank2
const TRACE = searchableTrace(
  spansOf(
    {
      id: 'root',
      name: 'GET /buy',
      service: 'gateway',
      kind: 'server',
      start: 0,
      duration: 1000,
      attributes: { 'http.status_code': 500n },
    },
    {
      id: 'front',
      parent: 'root',
      service: 'front',
      kind: 'client',
      start: 10,
      duration: 900,
      attributes: { tags: ['red', 'blue'], ratio: 0.5 },
    },
    {
      id: 'cart',
      parent: 'front',
      service: 'cart',
      kind: 'server',
      start: 20,
      duration: 100,
      attributes: { items: 3n, ok: true },
    },
    {
      id: 'redis',
      parent: 'cart',
      service: 'cart',
      kind: 'client',
      start: 30,
      duration: 50,
      attributes: { 'db.system': 'redis', region: 'eu' },
      resource: { region: 'us', zone: 'a' },
    },
    {
      id: 'pay',
      parent: 'front',
      service: 'pay',
      kind: 'server',
      status: 'error',
      start: 130,
      duration: 700,
      attributes: { items: 5n, ok: false },
    },
    {
      id: 'bank',
      parent: 'pay',
      service: 'pay',
      kind: 'client',
      status: 'error',
      start: 140,
      duration: 600,
      events: [
        { name: 'retry', time: 100, attributes: { attempt: 1n } },
        { name: 'exception', time: 550, attributes: { attempt: 2n, type: 'Timeout' } },
      ],
      links: [{ traceId: 'other', spanId: 'far', attributes: { why: 'batch' } }],
    },
    { id: 'bank2', parent: 'pay', service: 'pay', kind: 'client', status: 'ok', start: 750, duration: 60 },
    { id: 'lost', parent: 'gone', service: 'cart', kind: 'internal', start: 900, duration: 5 },
  ),
);

const planOf = (text: string): TraceQlPlan => {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return plan;
};
const idsOf = ({ rows }: SpansetMatch): string => Array.from(rows, (row) => TRACE.spans[row].spanId).join(' ');
/** The ids of each span set. */
const found = (text: string): string[] => evaluateTraceQl(planOf(text), TRACE).map(idsOf);
const ALL = 'root front cart redis pay bank bank2 lost';

describe('{ … } selects the spans for which', () => {
  it.each([
    ['nothing is asked', '{ }', [ALL]],
    ['the name is', '{ name = "GET /buy" }', ['root']],
    ['the kind is', '{ kind = client }', ['front redis bank bank2']],
    ['the kind is not', '{ kind != client && kind != server }', ['lost']],
    ['the status is', '{ status = error }', ['pay bank']],
    ['the status message is', '{ statusMessage = "it failed" }', ['pay bank']],
    ['the duration is above', '{ duration > 600ns }', ['root front pay']],
    ['the ids are', '{ span:id = "pay" || span:parentID = "gone" }', ['pay lost']],
    ['the number of children is', '{ span:childCount = 2 }', ['front pay']],
    ['the trace is long enough', '{ trace:duration >= 1us && name = "bank" }', ['bank']],
    ['the root is', '{ rootName = "GET /buy" && rootServiceName = "gateway" && kind = internal }', ['lost']],
    ['the trace has the id', '{ trace:id = "0af7651916cd43dd8448eb211c80319c" && parent = nil }', ['root lost']],
    ['there is a parent', '{ parent != nil }', ['front cart redis pay bank bank2']],
    ['the nested set says that it is a root', '{ nestedSetParent < 0 }', ['root lost']],
    [
      'the nested set numbers are',
      '{ nestedSetLeft = 3 && nestedSetRight = 6 || nestedSetParent = 7 }',
      ['cart bank bank2'],
    ],
    [
      'the library is',
      '{ instrumentation:name = "library" && instrumentation:version = nil && name = "pay" }',
      ['pay'],
    ],
    ['an attribute of the resource is', '{ resource.service.name = "cart" }', ['cart redis lost']],
    ['an attribute of the span is', '{ span.db.system = "redis" }', ['redis']],
    ['an attribute without a scope is, of the span first', '{ .region = "eu" && .zone = "a" }', ['redis']],
    ['an attribute without a scope is not that of the resource, which the span hides', '{ .region = "us" }', []],
    ['an attribute of the parent is', '{ parent.items = 5 }', ['bank bank2']],
    ['an attribute of the resource of the parent is', '{ parent.resource.service.name = "gateway" }', ['front']],
    ['an attribute exists', '{ .items != nil }', ['cart pay']],
    ['an attribute does not exist', '{ .items = nil && kind = server }', ['root']],
    ['an integer equals a float', '{ .items = 3.0 }', ['cart']],
    ['a float is compared', '{ .ratio < 1 }', ['front']],
    ['an integer is no string', '{ .items = "3" }', []],
    ['a string differs, and exists', '{ span.region != "us" }', ['redis']],
    ['a number does not differ from a string, for lack of comparison', '{ .items != "3" }', []],
    ['strings are ordered', '{ .region >= "e" && .region < "f" }', ['redis']],
    ['a boolean attribute is true', '{ .ok }', ['cart']],
    ['a boolean attribute is false', '{ .ok = false }', ['pay']],
    ['it is not so, also for want of a value', '{ !.ok && kind = server }', ['root pay']],
    ['a regular expression matches the whole', '{ name =~ "bank|pa" }', ['bank']],
    ['a regular expression does not match, and there is a value', '{ .region !~ "u.*" }', ['redis']],
    ['any element of an array is', '{ .tags = "blue" }', ['front']],
    ['no element of an array is', '{ .tags != "blue" }', []],
    ['no element of an array is, in truth', '{ .tags != "green" }', ['front']],
    ['any element matches', '{ .tags =~ "b.*" }', ['front']],
    ['no element matches', '{ .tags !~ "b.*" }', []],
    ['any event has the name', '{ event:name = "exception" }', ['bank']],
    ['any event is late enough', '{ event:timeSinceStart > 500ns }', ['bank']],
    ['any event has the attribute', '{ event.attempt = 1 && event.type = "Timeout" }', ['bank']],
    ['there is no event', '{ event:name = nil && name =~ "bank.*" }', ['bank2']],
    ['any link has it', '{ link:traceID = "other" && link:spanID = "far" && link.why = "batch" }', ['bank']],
    ['arithmetic holds', '{ .items * 2 + 1 = 7 }', ['cart']],
    ['a power and a remainder hold', '{ .items ^ 2 % 4 = 1 && -.items < 0 }', ['cart pay']],
    ['dividing by nothing gives no value', '{ .items / 0 > 1 }', []],
    ['a field equals another', '{ .service.name = name }', ['front cart pay']],
    ['text is no kind', '{ kind = .service.name }', []],
    ['either holds', '{ .items = 3 || status = ok }', ['cart bank2']],
    ['one comparison is compared', '{ (.items = 3) = false && .items != nil }', ['pay']],
  ])('%s: %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('span sets', () => {
  it.each([
    ['{ name = "cart" } && { name = "pay" }', ['cart pay']],
    ['{ name = "cart" } && { name = "nobody" }', []],
    ['{ name = "cart" } || { name = "nobody" }', ['cart']],
    ['{ name = "nobody" } || { name = "nothing" }', []],
    ['{ name = "front" } > { kind = server }', ['cart pay']],
    ['{ name = "front" } >> { kind = client }', ['redis bank bank2']],
    ['{ kind = client } < { kind = server }', ['root cart pay']],
    ['{ name = "redis" } << { }', ['root front cart']],
    ['{ name = "cart" } ~ { }', ['pay']],
    ['{ kind = client } ~ { kind = client }', ['bank bank2']],
    ['{ name = "root" } ~ { }', []],
    ['{ name = "front" } !> { kind = server }', ['root']],
    ['{ name = "pay" } !>> { kind = client }', ['front redis']],
    ['{ } !< { }', ['redis bank bank2 lost']],
    ['{ status = error } !<< { status = error }', ['bank']],
    ['{ kind = client } !~ { kind = client }', ['front redis']],
    ['{ name = "nobody" } !> { kind = server }', ['root cart pay']],
    ['{ name = "nobody" } > { kind = server }', []],
    ['{ kind = server } &> { status = error }', ['pay bank']],
    ['{ kind = server } &>> { name = "redis" }', ['root cart redis']],
    ['{ kind = client } &< { status = error }', ['pay bank bank2']],
    ['{ name =~ "redis|lost" } &<< { name = "cart" }', ['cart redis']],
    ['{ name = "cart" } &~ { name = "pay" }', ['cart pay']],
    ['{ name = "root" } > { } > { kind = server }', []],
    ['{ name = "GET /buy" } > { } > { kind = server }', ['cart pay']],
    ['({ name = "cart" } | count() = 1) && { name = "lost" }', ['cart lost']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('pipelines', () => {
  it.each([
    ['count() > 7', [ALL]],
    ['count() > 8', []],
    ['{ kind = client } | count() = 4', ['front redis bank bank2']],
    ['{ kind = client } | avg(duration) = 402.5', ['front redis bank bank2']],
    ['{ kind = client } | max(duration) - min(duration) > 800ns', ['front redis bank bank2']],
    ['{ } | sum(.items) = 8', [ALL]],
    ['{ } | sum(.nothing) = 0', []],
    ['{ } | avg(.items * 2) = 4 * 2', [ALL]],
    ['{ } | by(resource.service.name)', ['root', 'front', 'cart redis lost', 'pay bank bank2']],
    ['{ } | by(resource.service.name) | count() > 2', ['cart redis lost', 'pay bank bank2']],
    ['{ } | by(resource.service.name) | count() > 2 | coalesce()', ['cart redis pay bank bank2 lost']],
    ['{ } | by(.items)', ['root front redis bank bank2 lost', 'cart', 'pay']],
    ['{ kind = client } | { status = error }', ['bank']],
    ['{ } | by(resource.service.name) | { status = error } < { kind = server }', ['pay']],
    ['{ } | by(kind, status) | count() = 2', ['root cart', 'front redis']],
    ['({ status = error } | by(name)) > { status = error }', ['bank']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('tell what was grouped by, computed and selected', () => {
    const [match] = evaluateTraceQl(
      planOf('{ } | by(kind) | count() > 1 | max(.items) = 5 | select(.items, name)'),
      TRACE,
    );
    expect(idsOf(match)).toBe('root cart pay');
    expect(match.groups.map(({ by, value }) => [printExpression(by), value])).toEqual([['kind', 'server']]);
    expect(match.aggregates.map(({ of, value }) => [printScalar(of), value])).toEqual([
      ['count()', 3],
      ['max(.items)', 5],
    ]);
    expect(match.selected.map(({ field, values }) => [printExpression(field), values])).toEqual([
      ['.items', [undefined, 3n, 5n]],
      ['name', ['GET /buy', 'cart', 'pay']],
    ]);
  });
});

it('prepares a plan once for many traces', () => {
  const evaluate = prepareTraceQl(planOf('{ .a =~ "x+" }'));
  const traceWith = (a: string) => searchableTrace(spansOf({ id: '1', attributes: { a } }));
  expect(evaluate(traceWith('xx'))).toHaveLength(1);
  expect(evaluate(traceWith('y'))).toHaveLength(0);
  expect(evaluate(traceWith('x'))).toHaveLength(1);
});

it('orders strings by code point', () => {
  const trace = searchableTrace(spansOf({ id: '1', attributes: { a: '\u{1F600}' } }));
  expect(evaluateTraceQl(planOf('{ .a > "\uffee" }'), trace)).toHaveLength(1);
});
