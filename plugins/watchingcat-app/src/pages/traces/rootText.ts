// How a trace is called: by its root; while that has not arrived, by what is known.
import type { TraceSummary } from '@watchingcat/model';

export function rootText({ rootService, rootOperation, services }: TraceSummary): {
  service: string;
  operation: string;
} {
  if (rootService !== '' || rootOperation !== '') return { service: rootService, operation: rootOperation };
  return { service: services[0] ?? '', operation: '(no root span yet)' };
}
