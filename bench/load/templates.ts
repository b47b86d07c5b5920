// The requests of one round, for each signal. A request is what a Collector sends: records of many instances, grouped by instance.
import { ofInstance } from './envelope.ts';
import { logTemplates } from './logTemplates.ts';
import { join } from './message.ts';
import { metricTemplates } from './metricTemplates.ts';
import { Random } from './random.ts';
import { spanMessage } from './spanMessage.ts';
import { Template } from './Template.ts';
import { makeTrace, type SpanPlan } from './traceTrees.ts';
import { makeWorld, type Service } from './world.ts';

export type Signal = 'traces' | 'logs' | 'metrics';

export interface LoadSize {
  readonly seed: number;
  readonly requests: number;
  readonly recordsPerRequest: number;
}

export function makeTemplates(signal: Signal, size: LoadSize): Template[] {
  const random = new Random(size.seed);
  const services = makeWorld(random);
  if (signal === 'traces') return traceTemplates(random, services, size);
  return signal === 'logs' ? logTemplates(random, services, size) : metricTemplates(random, services, size);
}

/** Whole traces in the order of their start; a trace's spans may lie in two requests. */
function traceTemplates(
  random: Random,
  services: readonly Service[],
  { requests, recordsPerRequest }: LoadSize,
): Template[] {
  const total = requests * recordsPerRequest;
  const spans: SpanPlan[] = [];
  for (let group = 0; spans.length < total; group++) spans.push(...makeTrace(random, services, group));
  const groups = spans[spans.length - 1].group + 1;
  const groupStarts = Float64Array.from({ length: groups }, (_, group) => group / groups);
  return Array.from({ length: requests }, (_, request) => {
    const part = spans.slice(request * recordsPerRequest, (request + 1) * recordsPerRequest);
    const byInstance = Map.groupBy(part, (span) => span.instance);
    const message = [...byInstance].map(([instance, own]) =>
      ofInstance(
        instance,
        own.map((span) => spanMessage(random, span)),
      ),
    );
    return new Template(join(...message), { records: part.length }, groupStarts, random.bits());
  });
}
