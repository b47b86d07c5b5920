// Every page with real content: what screenshots and accessibility checks walk through.
import type { Page } from '@playwright/test';
import { firstTrace } from '../scripts/firstTrace.ts';

export interface PageUnderTest {
  readonly name: string;
  readonly path: string;
  /** What a person does there before there is something to see. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A well-formed trace id that no trace has: the page about it asks the server, which answers 404. */
export const UNKNOWN_TRACE_ID = `${'0'.repeat(31)}1`;

/** As the server has them. */
export async function spansOf(
  baseUrl: string,
  traceId: string,
): Promise<{ spanId: string; name: string; service: string }[]> {
  const { resourceSpans } = (await (await fetch(`${baseUrl}/api/v1/traces/${traceId}`)).json()) as {
    resourceSpans: {
      resource: { attributes: { key: string; value: { stringValue?: string } }[] };
      scopeSpans: { spans: { spanId: string; name: string }[] }[];
    }[];
  };
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
  });
}

export async function pagesOf(baseUrl: string): Promise<PageUnderTest[]> {
  const traceId = await firstTrace(baseUrl, 1_000);
  const spans = await spansOf(baseUrl, traceId);
  const span = spans.find(({ name }) => name.startsWith('POST')) ?? spans[0];
  const app = '/a/watchingcat-app';
  return [
    { name: 'services', path: `${app}/services?from=now-15m&to=now` },
    { name: 'service', path: `${app}/services/checkout?from=now-15m&to=now` },
    { name: 'traces', path: `${app}/traces?from=now-15m&to=now` },
    { name: 'traces-empty', path: `${app}/traces?from=now-15m&to=now&service=no-such-service` },
    { name: 'trace', path: `${app}/traces/${traceId}` },
    { name: 'trace-span', path: `${app}/traces/${traceId}?span=${span.spanId}` },
    { name: 'trace-not-found', path: `${app}/traces/${UNKNOWN_TRACE_ID}` },
    ...['flame', 'path', 'statistics', 'baggage'].map((tab) => ({
      name: `trace-${tab}`,
      path: `${app}/traces/${traceId}?tab=${tab}`,
    })),
    { name: 'compare', path: `${app}/compare?a=${traceId}&b=median&from=now-15m&to=now` },
    { name: 'compare-choose', path: `${app}/compare?a=${traceId}` },
    {
      name: 'trace-callers',
      path: `${app}/traces/${traceId}?tab=flame&of=${encodeURIComponent(JSON.stringify([span.service, span.name]))}`,
    },
    { name: 'compare-flame', path: `${app}/compare?a=${traceId}&b=${traceId}&view=flame&node=0` },
    { name: 'compare-same', path: `${app}/compare?a=${traceId}&b=${traceId}&view=merged&only=all&node=0` },
    { name: 'trace-logs', path: `${app}/traces/${traceId}?tab=logs` },
    { name: 'logs', path: `${app}/logs?from=now-15m&to=now` },
    { name: 'logs-empty', path: `${app}/logs?from=now-15m&to=now&text=nobodysaidthis` },
    { name: 'ingest', path: `${app}/ingest` },
    { name: 'dashboard', path: '/d/shop-overview' },
    { name: 'dashboard-overview', path: '/d/watchingcat-overview' },
    { name: 'dashboard-logs', path: '/d/watchingcat-logs' },
    { name: 'dashboard-map', path: '/d/watchingcat-map' },
    { name: 'data-source', path: '/connections/datasources/edit/watchingcat' },
    { name: 'configuration', path: '/plugins/watchingcat-app' },
  ];
}
