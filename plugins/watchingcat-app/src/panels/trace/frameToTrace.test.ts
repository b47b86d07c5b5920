import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { shopSpan, shopTrace } from '../../components/trace/testing/shopTrace';
import { traceFrame } from '../../datasource/frames/traceFrame';
import { detailsOfRow } from './detailsOfRow';
import { frameToTrace } from './frameToTrace';
import { traceFrameOf } from './traceFrameOf';

const spans = shopTrace().spanIds.map((id) => shopSpan(id)!);

it('reads back what our data source wrote', () => {
  const converted = frameToTrace(traceFrame('A', spans, []));
  expect(converted.trace).toEqual(shopTrace());
  converted.trace.spanIds.forEach((id, row) => expect(detailsOfRow(converted, row)).toEqual(shopSpan(id)));
});

/** As Grafana's Jaeger data source makes it: kind and errors as tags, the parent among the references. */
const jaegerFrame = (): DataFrame =>
  createDataFrame({
    meta: { preferredVisualisationType: 'trace' },
    fields: [
      { name: 'traceID', type: FieldType.string, values: ['t1', 't1', 't2'] },
      { name: 'spanID', type: FieldType.string, values: ['a', 'b', 'c'] },
      { name: 'parentSpanID', type: FieldType.string, values: [undefined, 'a', undefined] },
      { name: 'operationName', type: FieldType.string, values: ['GET', 'query', 'other'] },
      { name: 'serviceName', type: FieldType.string, values: ['web', 'db', 'web'] },
      { name: 'serviceTags', type: FieldType.other, values: [[{ key: 'host', value: 'h' }], [], []] },
      { name: 'startTime', type: FieldType.number, values: [1000.5, 1001, 5000] },
      { name: 'duration', type: FieldType.number, values: [2.5, 0.25, 1] },
      {
        name: 'logs',
        type: FieldType.other,
        values: [[{ timestamp: 1001, fields: [{ key: 'event', value: 'retry' }] }], [], []],
      },
      {
        name: 'references',
        type: FieldType.other,
        values: [
          [],
          [
            { traceID: 't1', spanID: 'a', refType: 'CHILD_OF' },
            { traceID: 't9', spanID: 'z' },
          ],
          [],
        ],
      },
      {
        name: 'tags',
        type: FieldType.other,
        values: [
          [
            { key: 'span.kind', value: 'server' },
            { key: 'n', value: 7, type: 'int64' },
          ],
          JSON.stringify([{ key: 'error', value: true }]),
          [],
        ],
      },
    ],
  });

describe('a frame of Jaeger', () => {
  const converted = frameToTrace(jaegerFrame());
  const { trace } = converted;

  it('gives kinds, errors and event names from tags and fields', () => {
    expect(trace.size).toBe(2);
    expect([...trace.kind]).toEqual([2, 0]);
    expect([...trace.status]).toEqual([0, 2]);
    expect([...trace.startNs]).toEqual([0, 500_000]);
    expect([...trace.durationsNs]).toEqual([2_500_000, 250_000]);
    expect(trace.events.names).toEqual(['retry']);
  });

  it('counts the other traces, which are not shown', () => expect(converted.otherTraces).toBe(1));

  it('links to other spans but not to the parent', () =>
    expect(detailsOfRow(converted, 1)?.links).toMatchObject([{ traceId: 't9', spanId: 'z' }]));

  it('keeps types where they are given', () =>
    expect(detailsOfRow(converted, 0)?.attributes).toEqual(
      new Map<string, unknown>([
        ['span.kind', 'server'],
        ['n', 7n],
      ]),
    ));
});

it('finds each of several spans with one id in the frame', () => {
  const frame = createDataFrame({
    fields: [
      { name: 'traceID', values: ['t', 't', 't'] },
      { name: 'spanID', values: ['x', 'x', 'x'] },
      { name: 'startTime', values: [3, 2, 1] },
      { name: 'duration', values: [1, 1, 1] },
      { name: 'statusMessage', values: ['first', 'second', 'third'] },
    ],
  });
  const converted = frameToTrace(frame);
  expect([0, 1, 2].map((row) => detailsOfRow(converted, row)?.statusMessage)).toEqual(['third', 'second', 'first']);
});

describe('the frame that is a trace', () => {
  const other = createDataFrame({ fields: [{ name: 'time', values: [1] }] });
  it('is found among others', () =>
    expect(traceFrameOf([other, jaegerFrame()])?.meta?.preferredVisualisationType).toBe('trace'));
  it('is not one without spans or fields', () =>
    expect(traceFrameOf([other, traceFrame('A', [], [])])).toBeUndefined());
});
