// Traces of a small shop by the hundred, the same for the same seed.
import type { SpanDetails } from '@watchingcat/model';
import { seededRandom } from '../../../../analysis/src/testing/seededRandom.ts';

export const HOUR = { start: 1_700_000_000_000_000_000n, end: 1_700_003_600_000_000_000n };

export function shopTraces(count: number, seed: number, services = ['frontend', 'checkout', 'cart']): SpanDetails[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const traceId = (BigInt(index + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).slice(-32).padStart(32, '0');
    const startUs = Math.floor(random() * 3_590e6);
    const depth = 1 + Math.floor(random() * services.length);
    return services.slice(0, depth).map((service, level): SpanDetails => ({
      traceId,
      spanId: (index * 16 + level + 1).toString(16).padStart(16, '0'),
      parentSpanId: level === 0 ? undefined : (index * 16 + level).toString(16).padStart(16, '0'),
      traceState: '',
      service,
      operation: random() < 0.7 ? 'GET /' : 'POST /',
      kind: 'server',
      status: random() < 0.1 ? 'error' : 'unset',
      statusMessage: '',
      start: HOUR.start + BigInt(startUs + level * 100) * 1_000n,
      durationNs: Math.floor(random() ** 4 * 2e6) * 1_000,
      attributes: new Map([['user.tier', random() < 0.3 ? 'gold' : 'none']]),
      resource: new Map([['service.name', service]]),
      scope: { name: 'shop', version: '1' },
      events: [],
      links: [],
    }));
  });
}
