import type { SpanDetails } from '@watchingcat/model';
import { JaegerSource } from '../jaeger/jaegerSource.ts';
import { FederatedTelemetry } from './federatedTelemetry.ts';
import { jaegerOf } from './testing/jaegerOf.ts';
import { HOUR, shopTraces } from './testing/traces.ts';

function federated(traces: readonly (readonly SpanDetails[])[]) {
  const { transport, asked } = jaegerOf(traces);
  let now = 0;
  const sources = { jaeger: new JaegerSource(transport), prometheus: undefined, elasticsearch: undefined };
  const telemetry = new FederatedTelemetry(sources, { now: () => now, pause: () => new Promise(() => {}) });
  return { telemetry, asked, wait: (ms: number) => (now += ms) };
}

it('knows all attributes where the traces are few', async () => {
  const traces = shopTraces(10, 3);
  const { telemetry } = federated(traces);
  const answer = await telemetry.attributeValues({ range: HOUR, name: 'user.tier' });
  const gold = traces.flat().filter(({ attributes }) => attributes.get('user.tier') === 'gold').length;
  expect(answer.values.find(({ text }) => text === 'gold')?.spans).toBe(gold);
  expect(answer.coverage).toEqual({ kind: 'complete' });
});

it('leaves out what Jaeger itself remarks on a span', async () => {
  const attributes = new Map([['@jaeger@warnings', ['clock skew']]]);
  const { telemetry } = federated(shopTraces(10, 3).map((trace) => trace.map((span) => ({ ...span, attributes }))));
  const { names } = await telemetry.attributeNames({ range: HOUR, owner: 'span' });
  expect(names).toEqual([]);
});

it('says of how many spans it counted where there are more', async () => {
  const { telemetry } = federated(shopTraces(400, 3));
  const { names, coverage } = await telemetry.attributeNames({ range: HOUR });
  const seen = coverage.kind === 'sampled' ? coverage.seen : NaN;
  expect(names[0]).toEqual({ owner: 'resource', name: 'service.name', spans: seen });
  expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringMatching(/newest \d+ traces/) });
});

it('says which services it left out', async () => {
  const services = Array.from({ length: 15 }, (_, index) => `service-${index}`);
  const { telemetry } = federated(shopTraces(100, 3, services));
  const { coverage } = await telemetry.attributeNames({ range: HOUR });
  expect(coverage).toMatchObject({ reason: expect.stringContaining('3 of 15 services were left out') });
});

it('asks Jaeger once for a name and its values, and again a minute later or for another service', async () => {
  const { telemetry, asked, wait } = federated(shopTraces(10, 3));
  await telemetry.attributeNames({ range: HOUR, service: 'cart' });
  const once = asked.length;
  await telemetry.attributeValues({ range: HOUR, service: 'cart', name: 'user.tier' });
  expect(asked).toHaveLength(once);
  await telemetry.attributeValues({ range: HOUR, service: 'frontend', name: 'user.tier' });
  expect(asked).toHaveLength(once + 1);
  wait(60_001);
  await telemetry.attributeValues({ range: HOUR, service: 'frontend', name: 'user.tier' });
  expect(asked).toHaveLength(once + 2);
});
