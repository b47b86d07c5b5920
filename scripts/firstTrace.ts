// Waits until a person who opens the URL sees something: all five services, and a checkout trace that goes through at least four of them.
import type { TraceSummary } from '@watchingcat/model';

export const SHOP_SERVICES = ['cart', 'catalog', 'checkout', 'frontend', 'loadgen'];
const MIN_SPANS = 12;
const MIN_SERVICES = 4;
const POLL_MS = 500;

type SummaryJson = Pick<TraceSummary, 'traceId' | 'spans' | 'services'>;

/** @throws Error when there is none after `timeoutMs`, with what is missing */
export async function firstTrace(serverUrl: string, timeoutMs = 60_000): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { services } = await get<{ services: { name: string }[] }>(
      serverUrl,
      '/api/v1/services?start=now-15m&end=now',
    );
    const { traces } = await get<{ traces: SummaryJson[] }>(
      serverUrl,
      '/api/v1/traces?service=checkout&start=now-15m&end=now&limit=50',
    );
    const missing = SHOP_SERVICES.filter((name) => !services.some((service) => service.name === name));
    const complete = traces.find((trace) => trace.spans >= MIN_SPANS && trace.services.length >= MIN_SERVICES);
    if (missing.length === 0 && complete !== undefined) return complete.traceId;
    if (Date.now() > deadline) {
      const what = missing.length > 0 ? `no telemetry from ${missing.join(', ')}` : 'no complete checkout trace';
      throw new Error(`The shop runs, but after ${timeoutMs / 1000} s the server has ${what}. See the log above.`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function get<Answer>(serverUrl: string, path: string): Promise<Answer> {
  const response = await fetch(new URL(path, serverUrl));
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
