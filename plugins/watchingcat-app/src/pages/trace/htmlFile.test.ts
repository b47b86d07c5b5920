// The viewer of exported HTML files, run as a browser runs it. Its policy is held by real browsers only; that the policy names the viewer's
// hash is tested where the viewer lies.
import { COMPLETE, type SpanDetails } from '@watchingcat/model';
import { traceFile } from '@watchingcat/sources';
import { HOSTILE_TEXTS } from '../../../../../packages/sources/src/formats/testing/arbitrarySpans';
import { shopSpan, shopTrace } from '../../components/trace/testing/shopTrace';

const spans = shopTrace().spanIds.map((id) => shopSpan(id)!);
const key = (name: string, target: EventTarget = document) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
const rows = () => [...document.querySelectorAll('.row')];
const names = () => rows().map((row) => row.querySelector('.operation')!.textContent);
const selected = () => document.querySelector('.selected .operation')?.textContent;
const details = () => document.getElementById('details')!;

/** Scripts that arrive by innerHTML do not run, so the viewer is added as the parser would. */
function open(traces: ReadonlyArray<readonly SpanDetails[]>): void {
  const parsed = new DOMParser().parseFromString(traceFile('html', traces, COMPLETE).text, 'text/html');
  document.head.innerHTML = parsed.head.innerHTML;
  document.body.innerHTML = parsed.body.innerHTML;
  const script = document.createElement('script');
  script.textContent = parsed.querySelector('script:not([type])')!.textContent;
  document.body.append(script);
}

// Each viewer listens to the document; in a browser there is one a document.
let listeners: Array<[string, EventListenerOrEventListenerObject]>;
beforeEach(() => {
  listeners = [];
  const add = document.addEventListener.bind(document);
  jest.spyOn(document, 'addEventListener').mockImplementation((type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.push([type, listener]);
    add(type, listener);
  });
}); // prettier-ignore
afterEach(() => {
  for (const [type, listener] of listeners) document.removeEventListener(type, listener);
  jest.restoreAllMocks();
});

it('shows the spans as a tree with their facts', () => {
  open([spans]);
  expect(document.getElementById('title')!.textContent).toBe('frontend: POST /checkout');
  expect(document.getElementById('facts')!.textContent).toContain('400 ms');
  expect(names()).toEqual(['POST /checkout', 'place order', 'GET /cart', 'cache get', 'charge card']);
  expect(rows().map((row) => row.getAttribute('aria-level'))).toEqual(['1', '2', '3', '4', '3']);
});

it('moves, folds and closes by keys', () => {
  open([spans]);
  key('j');
  key('ArrowDown');
  expect(selected()).toBe('place order');
  expect(details().hidden).toBe(false);
  key('ArrowLeft');
  expect(names()).toEqual(['POST /checkout', 'place order']);
  key('ArrowRight');
  expect(names()).toHaveLength(5);
  key('End');
  expect(selected()).toBe('charge card');
  key('ArrowLeft');
  expect(selected()).toBe('place order');
  key('Escape');
  expect(details().hidden).toBe(true);
});

it('finds by name and attribute, and goes from one to the next, also into what is folded', () => {
  open([spans]);
  key('j');
  key('ArrowLeft');
  expect(names()).toEqual(['POST /checkout']);
  const search = document.getElementById('search') as HTMLInputElement;
  search.value = 'CART';
  search.dispatchEvent(new Event('input'));
  expect(document.getElementById('found')!.textContent).toBe('2 found');
  key('Enter', search);
  expect(selected()).toBe('GET /cart');
  key('n');
  expect(selected()).toBe('cache get');
  key('n');
  expect(selected()).toBe('GET /cart');
});

it('shows details on a click', () => {
  open([spans]);
  (rows()[4] as HTMLElement).click();
  expect(details().querySelector('h2')!.textContent).toBe('payment: charge card');
  expect(details().textContent).toContain('e000000000000005');
});

it('has a choice where there are several traces', () => {
  const other = spans.slice(0, 1).map((span) => ({ ...span, traceId: 'f'.repeat(32), operation: 'another' }));
  open([spans, other]);
  const choice = document.getElementById('traces') as HTMLSelectElement;
  choice.value = '1';
  choice.dispatchEvent(new Event('change'));
  expect(names()).toEqual(['another']);
});

it.each(HOSTILE_TEXTS)('shows %j as text wherever it stands', (text) => {
  const hostile: SpanDetails = {
    ...spans[0],
    operation: text,
    service: text,
    statusMessage: text,
    traceState: text,
    scope: { name: text, version: text },
    attributes: new Map([[text, text]]),
    resource: new Map([[text, [text]]]),
    events: [{ time: spans[0].start, name: text, attributes: new Map([[text, text]]) }],
    links: [{ traceId: text, spanId: text, traceState: text, attributes: new Map([[text, text]]) }],
  };
  open([[hostile]]);
  const before = document.querySelectorAll('script, img, iframe, b').length;
  key('j');
  expect(document.querySelectorAll('script, img, iframe, b')).toHaveLength(before);
  expect(before).toBe(3); // the data, the viewer, and the viewer as it was made to run
  expect(details().hidden).toBe(false);
  // Controls and marks of writing direction are spelled out.
  const shown = document.body.textContent.replaceAll(document.getElementById('data')!.textContent, '');
  for (const control of ['\u001b', '\u202e']) expect(shown).not.toContain(control);
}); // prettier-ignore
