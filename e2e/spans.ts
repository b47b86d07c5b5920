// Spans that a spec makes up, and the way of any sender to the product.
import { msFromUnixNano, spansToOtlpJson, type SpanDetails } from '@watchingcat/model';

/** An internal span of 1 ms that began a second ago, but for what is given. */
export function span(given: Pick<SpanDetails, 'traceId' | 'spanId'> & Partial<SpanDetails>): SpanDetails {
  const service = given.service ?? 'made-up';
  return {
    parentSpanId: undefined,
    traceState: '',
    service,
    operation: 'work',
    kind: 'internal',
    status: 'unset',
    statusMessage: '',
    start: BigInt(Date.now() - 1_000) * 1_000_000n,
    durationNs: 1_000_000,
    attributes: new Map(),
    resource: new Map([['service.name', service]]),
    scope: { name: '', version: '' },
    events: [],
    links: [],
    ...given,
  };
}

/** A span id of a number above 0. */
export function spanIdOf(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** Resolves when they are durable: from then on they are found. */
export async function sendSpans(otlpUrl: string, spans: readonly SpanDetails[]): Promise<void> {
  const response = await fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(spansToOtlpJson(spans)),
  });
  const answer = await response.text();
  if (!response.ok || answer !== '{}') throw new Error(`The spans were answered with ${response.status}: ${answer}`);
}

/** Zipkin's v2 JSON (https://zipkin.io/zipkin-api/), as its UI saves a trace. */
export function zipkinJson(spans: readonly SpanDetails[]): string {
  return JSON.stringify(
    spans.map(({ traceId, spanId, parentSpanId, operation, service, start, durationNs }) => ({
      traceId,
      id: spanId,
      ...(parentSpanId !== undefined && { parentId: parentSpanId }),
      name: operation,
      timestamp: Math.round(msFromUnixNano(start) * 1_000),
      duration: Math.max(1, Math.round(durationNs / 1_000)),
      localEndpoint: { serviceName: service },
    })),
  );
}
