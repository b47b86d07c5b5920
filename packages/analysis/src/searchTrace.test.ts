import { searchTrace } from './searchTrace.ts';
import { traceOf } from './testing/traceOf.ts';

const trace = traceOf(
  { id: 'aaaa000000000001', service: 'frontend', operation: 'GET /cart' },
  { id: 'bbbb000000000002', parent: 'aaaa000000000001', service: 'Cart', operation: 'load', events: ['Cache miss'] },
  {
    id: 'cccc000000000003',
    parent: 'bbbb000000000002',
    service: 'db',
    operation: 'SELECT',
    events: ['retry', 'retry'],
  },
);
const search = (text: string) => [...searchTrace(trace, text)];

it.each([
  ['service or operation, whatever the case', 'cart', [0, 1]],
  ['event name', 'RETRY', [2]],
  ['event name with a space', 'cache miss', [1]],
  ['span id, whatever the case', 'BBBB0000', [1]],
  ['no span id by fewer than four digits', 'bbb', []],
  ['nothing', 'payment', []],
  ['blank text', '  ', []],
])('finds by %s', (_, text, rows) => expect(search(text)).toEqual(rows));
