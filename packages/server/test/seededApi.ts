// The API over a seeded store, as the tests of its routes have it.
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApi, type ApiOptions } from '../src/api/createApi.ts';
import type { SeededStore } from './seededStore.ts';

/** Healthy and silent. @param options what a test has otherwise: another Telemetry, a clock */
export function seededApi(seeded: SeededStore, options: Partial<ApiOptions> = {}): Promise<FastifyInstance> {
  return createApi({
    telemetry: seeded.telemetry,
    version: '1.2.3',
    checks: async () => [],
    log: pino({ level: 'silent' }),
    ingestStatus: seeded.ingestStatus,
    metrics: seeded.metrics,
    ...options,
  });
}
