import { field, string, type Part } from './message.ts';
import type { Instance } from './world.ts';

/** ResourceSpans, ResourceLogs or ResourceMetrics as a field of the Export request: one instance, one scope, its records. */
export function ofInstance(instance: Instance, records: readonly Part[]): Part {
  const scope = field(1, string(1, `opentelemetry.instrumentation.${instance.service.runtime}`), string(2, '1.29.0'));
  return field(1, instance.resource, field(2, scope, ...records));
}
