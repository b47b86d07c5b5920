import { createHash } from 'node:crypto';
import { COMPLETE } from '@watchingcat/model';
import fc from 'fast-check';
import { ORDER_TRACE } from '../../jaeger/testing/orderTrace.ts';
import { arbitraryTrace } from '../testing/arbitrarySpans.ts';
import { tracesToHtml } from './htmlFile.ts';
import { VIEWER_SCRIPT, VIEWER_SCRIPT_HASH } from './viewerScript.ts';
import { VIEWER_STYLE, VIEWER_STYLE_HASH } from './viewerStyle.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

it('names the hashes of the script and the style that it has', () => {
  expect(VIEWER_SCRIPT_HASH).toBe(sha256(VIEWER_SCRIPT));
  expect(VIEWER_STYLE_HASH).toBe(sha256(VIEWER_STYLE));
});

it('loads nothing, and lets nothing run but its viewer', () => {
  const html = tracesToHtml([ORDER_TRACE], COMPLETE);
  expect(html).not.toMatch(/\b(?:src|href)=/);
  expect(html).toContain(`default-src 'none'; script-src 'sha256-${VIEWER_SCRIPT_HASH}'; style-src 'sha256-`);
});

it('has the same tags whatever the spans hold', () => {
  const tags = (html: string) => html.match(/<[^>]*>?/g)!.map((tag) => tag.slice(0, 20));
  const expected = tags(tracesToHtml([ORDER_TRACE], COMPLETE));
  fc.assert(fc.property(arbitraryTrace(), (spans) => expect(tags(tracesToHtml([spans], COMPLETE))).toEqual(expected)));
});

it('says what is missing', () => {
  expect(tracesToHtml([ORDER_TRACE], { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: 3 })).toContain(
    'it was cut at 3 (MAX_SPANS_AS_OTLP)',
  );
});
