// Writes every change of what is broken into the shop's own telemetry: an event with a span around it, so that it can be found from either.
import { trace } from '@opentelemetry/api';
import { FAULT_INFO, type FaultChange } from '../faults/kinds.ts';
import { emitEvent } from '../telemetry/log.ts';

export function announceFault({ event, reason, fault, at }: FaultChange): void {
  const { kind, target, intensity, id, scenario } = fault;
  const attributes = {
    'shop.fault.id': id,
    'shop.fault.kind': kind,
    'shop.fault.target': target,
    'shop.fault.intensity': intensity,
    'shop.fault.unit': FAULT_INFO[kind].unit,
    'shop.fault.reason': reason,
    ...(scenario !== undefined && { 'shop.scenario': scenario }),
  };
  trace.getTracer('shop.faults').startActiveSpan(`fault ${event}`, { startTime: at, attributes }, (span) => {
    span.addEvent(`shop.fault.${event}`, attributes, at);
    emitEvent(`shop.fault.${event}`, `Fault ${kind} at ${target} ${event}`, attributes);
    span.end();
  });
}
