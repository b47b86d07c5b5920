// A trace by the name of its root.
import type { Trace } from '@watchingcat/model';
import { rootRow } from '../../components/trace/overview/TraceHeader';
import { nameText } from '../../components/visibleText';

export function traceTitle(trace: Trace): string {
  const root = rootRow(trace);
  return `${nameText(trace.services[trace.service[root]])}: ${nameText(trace.operations[trace.operation[root]])}`;
}
