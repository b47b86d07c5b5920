import { isCall, redOfSpans } from '@watchingcat/analysis';
import type { SpanDetails } from '@watchingcat/model';
import { JaegerSource } from '../jaeger/jaegerSource.ts';
import { FederatedTelemetry } from './federatedTelemetry.ts';
import { MAX_SAMPLED_SERVICES } from './sampledRed.ts';
import { jaegerOf } from './testing/jaegerOf.ts';
import { HOUR, shopTraces } from './testing/traces.ts';

function federated(traces: readonly (readonly SpanDetails[])[]) {
  const { transport, asked } = jaegerOf(traces);
  const sources = { jaeger: new JaegerSource(transport), prometheus: undefined, elasticsearch: undefined };
  return { telemetry: new FederatedTelemetry(sources, { now: () => 0, pause: () => new Promise(() => {}) }), asked };
}

const callsOf = (traces: readonly (readonly SpanDetails[])[], service: string) =>
  traces.flat().filter((span) => span.service === service && isCall(span));

describe('without Prometheus', () => {
  it('counts exactly where all traces could be looked at', async () => {
    const traces = shopTraces(20, 1);
    const { services, coverage } = await federated(traces).telemetry.services(HOUR);
    expect(coverage).toEqual({ kind: 'complete' });
    expect(services.map(({ name }) => name).sort()).toEqual(['cart', 'checkout', 'frontend']);
    for (const { name, lastSeen, ...stats } of services) {
      const calls = callsOf(traces, name);
      expect(stats).toEqual(redOfSpans(calls));
      expect(calls.map(({ start }) => start)).toContain(lastSeen);
    }
  });

  it('says that numbers are of sampled traces, and why, where there are too many', async () => {
    const { telemetry } = federated(shopTraces(3_000, 2));
    const { coverage } = await telemetry.services(HOUR);
    expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringContaining('no Prometheus is connected') });
    const red = await telemetry.red({ service: 'cart', range: HOUR, stepMs: 60_000 });
    expect(red.coverage).toMatchObject({ kind: 'sampled' });
    const operations = await telemetry.operations('cart', HOUR);
    expect(operations.coverage).toMatchObject({ kind: 'sampled' });
  });

  it('is close to the truth with a sample: quantiles within a fifth, errors within five points', async () => {
    const traces = shopTraces(3_000, 4);
    const { points } = await federated(traces).telemetry.red({ service: 'frontend', range: HOUR, stepMs: 3_600_000 });
    const [point] = points.filter(({ calls }) => calls > 100);
    const truth = redOfSpans(callsOf(traces, 'frontend'));
    expect(Math.abs(point.p95Ms! / truth.p95Ms! - 1)).toBeLessThan(0.2);
    expect(Math.abs(point.errors / point.calls - truth.errors / truth.calls)).toBeLessThan(0.05);
  });

  it('asks for few services of many, those first that no trace has shown, and says how many were left out', async () => {
    const services = Array.from({ length: 40 }, (_, index) => `service-${index.toString().padStart(2, '0')}`);
    const apart = services.flatMap((service, index) => shopTraces(3, index, [service]));
    const { telemetry, asked } = federated(apart);
    const { coverage } = await telemetry.services(HOUR);
    expect(asked.filter((one) => one.startsWith('/api/traces'))).toHaveLength(MAX_SAMPLED_SERVICES);
    expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringContaining('28 of 40 services') });

    const together = federated(shopTraces(20, 9, services.slice(0, 15)));
    const { services: seen } = await together.telemetry.services(HOUR);
    expect(seen).toHaveLength(15);
    expect(together.asked.filter((one) => one.startsWith('/api/traces')).length).toBeLessThan(MAX_SAMPLED_SERVICES);
  });

  it('adds up to the same calls in RED, operations and trends', async () => {
    const traces = shopTraces(20, 5);
    const { telemetry } = federated(traces);
    const expected = callsOf(traces, 'checkout').length;
    const { points } = await telemetry.red({ service: 'checkout', range: HOUR, stepMs: 300_000 });
    expect(points.reduce((sum, { calls }) => sum + calls, 0)).toBe(expected);
    const { operations } = await telemetry.operations('checkout', HOUR);
    expect(operations.reduce((sum, { calls }) => sum + calls, 0)).toBe(expected);
    const trends = await telemetry.serviceTrends({ range: HOUR, stepMs: 300_000 });
    expect(trends.services.find(({ name }) => name === 'checkout')!.p95Ms).toEqual(points.map(({ p95Ms }) => p95Ms));
    expect(trends.startMs).toBe(points[0].startMs);
    const { exemplars } = await telemetry.exemplars({ service: 'checkout', range: HOUR });
    expect(exemplars).toHaveLength(expected);
  });
});

describe('one span', () => {
  it('costs no second request while its trace is open', async () => {
    const [spans] = shopTraces(1, 1);
    const { telemetry, asked } = federated([spans]);
    await telemetry.trace(spans[0].traceId);
    const before = asked.length;
    expect((await telemetry.span(spans[0].traceId, spans[0].spanId))?.operation).toBe(spans[0].operation);
    expect(asked).toHaveLength(before);
    expect(await telemetry.span(spans[0].traceId, 'e'.repeat(16))).toBeUndefined();
  });
});
