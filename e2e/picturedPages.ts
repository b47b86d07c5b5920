// What pictures show beyond the pages of pages.ts: what is asked of traces, other views of a trace, a file, and a trace of 20,000 spans.
import type { Page } from '@playwright/test';
import { BIG_TRACE_ID } from './bigTrace.ts';
import type { PageUnderTest } from './pages.ts';

const APP = '/a/watchingcat-app';
const MINUTE_MS = 60_000;

interface Checkout {
  readonly traceId: string;
  readonly durationMs: number;
}

/** @param hasBigTrace bigTrace.ts was sent to it */
export async function picturedPages(baseUrl: string, hasBigTrace: boolean): Promise<PageUnderTest[]> {
  const { traces } = (await (
    await fetch(`${baseUrl}/api/v1/traces?service=checkout&start=now-15m&end=now&sort=slowest&limit=200`)
  ).json()) as { traces: Checkout[] };
  const [slow, fast] = [traces[0], traces.at(-1)!];
  const [to, from] = [Date.now(), Date.now() - 15 * MINUTE_MS];
  const middleMs = traces[Math.floor(traces.length / 4)].durationMs;
  const selection = `${from},${to},${middleMs},${slow.durationMs + 1}`;
  const range = `from=${from}&to=${to}`;
  const trace = `${APP}/traces/${slow.traceId}`;
  const compare = `${APP}/compare?a=${fast.traceId}&b=${slow.traceId}`;
  const spansOf = async ({ traceId }: Checkout) =>
    (await (await fetch(`${baseUrl}/api/v1/traces/${traceId}/export?format=otlp`)).json()) as {
      resourceSpans: object[];
    };
  const both = await Promise.all([spansOf(slow), spansOf(fast)]);
  const fileOf = (query: string) => ({
    path: `${APP}/file${query}`,
    prepare: (page: Page) =>
      page.setInputFiles('input[aria-label="File of traces"]', {
        name: 'checkouts.otlp.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ resourceSpans: both.flatMap(({ resourceSpans }) => resourceSpans) })),
      }),
  });
  return [
    { name: 'traces-fault', path: `${APP}/traces?${range}&q=${encodeURIComponent('{ duration = "slow" }')}` },
    { name: 'traces-failed', path: `${APP}/traces?${range}`, prepare: (page) => fail(page, /traces\?/) },
    { name: 'trace-failed', path: trace, prepare: (page) => fail(page, new RegExp(slow.traceId + '.format=columns')) },
    { name: 'traces-groups', path: `${APP}/traces?${range}&q=${encodeURIComponent('{ kind = server } | by(name)')}` },
    { name: 'traces-selection', path: `${APP}/traces?${range}&service=checkout&selection=${selection}` },
    { name: 'traces-outliers', path: `${APP}/traces?${range}&service=checkout&selection=${selection}&analysis=outliers` },
    { name: 'traces-path', path: `${APP}/traces?${range}&analysis=path` },
    { name: 'trace-flame-time', path: `${trace}?tab=flame&frames=time&show=graph` },
    { name: 'trace-statistics-attribute', path: `${trace}?tab=statistics&by=attribute` },
    { name: 'compare-pair', path: compare },
    { name: 'compare-merged', path: `${compare}&view=merged&only=all&node=0` },
    { name: 'compare-sides', path: `${compare}&view=sides&only=all` },
    { name: 'compare-attributes', path: `${compare}&view=attributes` },
    { name: 'file-none', path: `${APP}/file` },
    { name: 'file', ...fileOf('') },
    { name: 'file-flame', ...fileOf('?tab=flame') },
    { name: 'file-statistics', ...fileOf('?tab=statistics') },
    { name: 'file-compare', ...fileOf(`?trace=${fast.traceId}&with=${slow.traceId}`) },
    ...(hasBigTrace ? bigPages() : []),
  ]; // prettier-ignore
}

/** Loads the page again without an answer to one of its questions. */
async function fail(page: Page, question: RegExp): Promise<void> {
  await page.route(question, (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute(question);
}

function bigPages(): PageUnderTest[] {
  const big = `${APP}/traces/${BIG_TRACE_ID}`;
  return [
    { name: 'big', path: big },
    { name: 'big-span', path: `${big}?span=00000000000000ff&color=self` },
    ...['flame', 'path', 'statistics', 'baggage', 'logs'].map((tab) => ({ name: `big-${tab}`, path: `${big}?tab=${tab}` })),
    { name: 'big-flame-time', path: `${big}?tab=flame&frames=time` },
    { name: 'big-compare', path: `${APP}/compare?a=${BIG_TRACE_ID}&b=${BIG_TRACE_ID}&view=merged&only=all` },
  ]; // prettier-ignore
}
