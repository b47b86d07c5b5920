import type { SpanDetails } from '@watchingcat/model';
import fc from 'fast-check';
import { ORDER_TRACE } from '../jaeger/testing/orderTrace.ts';
import { spansToCsv } from './csv.ts';
import { arbitraryTrace, HOSTILE_TEXTS } from './testing/arbitrarySpans.ts';

const [ROOT, , ORDER] = ORDER_TRACE;

/** By the grammar of RFC 4180, a character at a time. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < csv.length; at++) {
    const char = csv[at];
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (csv[at + 1] === '"') cell += csv[++at];
      else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ',') {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (char === '\r' && csv[at + 1] === '\n') {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = '';
      at++;
    } else cell += char;
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

const cellOf = (column: string, given: Partial<SpanDetails>) => {
  const [header, row] = readCsv(spansToCsv([{ ...ROOT, ...given }]));
  return row[header.indexOf(column)];
};

it('has a header and a row a span, exact to the nanosecond, with the types of attributes as JSON has them', () => {
  const [header, row] = readCsv(spansToCsv([ORDER]));
  expect(header.join()).toBe(
    'traceId,spanId,parentSpanId,service,operation,kind,status,statusMessage,start,durationNs,scopeName,scopeVersion,traceState,' +
      'attributes,resource,events,links',
  );
  expect(row.slice(0, 10)).toEqual([
    '1af7651916cd43dd8448eb211c80319c',
    '12f067aa0ba902b7',
    '11f067aa0ba902b7',
    'checkout',
    'POST /orders',
    'server',
    'error',
    'card declined',
    '2026-11-24T04:18:20.200000001Z',
    '1500000001',
  ]);
  expect(row[14]).toBe('{"service.name":"checkout","service.version":"7","host.cpus":3}');
  expect(row[13]).toContain('"order.id":9007199254740993,');
});

it('makes no formula of what someone sent, and leaves numbers numbers', () => {
  expect(cellOf('operation', { operation: '=1+1' })).toBe("'=1+1");
  expect(cellOf('service', { service: '\t@x' })).toBe("'\t@x");
  expect(cellOf('operation', { operation: 'a=1' })).toBe('a=1');
  expect(cellOf('durationNs', { durationNs: -5 })).toBe('-5');
});

it('is one row a span whatever the spans hold, none of whose texts begins a formula', () => {
  fc.assert(
    fc.property(arbitraryTrace(), (spans) => {
      const rows = readCsv(spansToCsv(spans)).slice(1);
      expect(rows.map(([, spanId]) => spanId)).toEqual(spans.map(({ spanId }) => spanId));
      for (const row of rows) {
        expect(row).toHaveLength(17);
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      }
    }),
  );
});

it.each(HOSTILE_TEXTS)('keeps %j, with at most an apostrophe before it', (text) => {
  expect([text, `'${text}`]).toContain(cellOf('operation', { operation: text }));
});
