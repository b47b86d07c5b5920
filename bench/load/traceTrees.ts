// Traces as trees of calls: a server span, in it the calls it makes (each a client span with the other service's server span below it, a
// query of a database, a message sent) and steps of its own. Times are nanoseconds after the trace's start.
import type { Random } from './random.ts';
import type { Instance, Operation, Service } from './world.ts';

export type SpanRole = 'server' | 'client' | 'database' | 'producer' | 'internal';

export interface SpanPlan {
  readonly group: number;
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly parentId: Buffer | undefined;
  readonly instance: Instance;
  readonly role: SpanRole;
  readonly operation: Operation;
  /** Whom a client span calls. */
  readonly peer: string;
  readonly offsetNs: number;
  readonly durationNs: number;
  readonly isError: boolean;
}

const MAX_SPANS = 60;
const ERROR_SHARE = 0.015;

/** One trace of 4 to about 60 spans; the root comes first. */
export function makeTrace(random: Random, services: readonly Service[], group: number): SpanPlan[] {
  const spans: SpanPlan[] = [];
  const traceId = random.bytes(16);
  const size = 4 + random.below(MAX_SPANS - 4);
  const add = (span: Omit<SpanPlan, 'group' | 'traceId' | 'spanId' | 'isError'>): SpanPlan => {
    const added = { ...span, group, traceId, spanId: random.bytes(8), isError: random.share() < ERROR_SHARE };
    spans.push(added);
    return added;
  };
  const root = services[random.share() < 0.7 ? 0 : 1];
  const open = [add(serverSpan(random, root, undefined, 0, Infinity))];
  while (open.length > 0 && spans.length < size) {
    const parent = open.splice(random.below(open.length), 1)[0];
    const count = 1 + random.below(4);
    const slotNs = (parent.durationNs * 0.9) / count;
    for (let slot = 0; slot < count && spans.length < size; slot++) {
      const offsetNs = parent.offsetNs + parent.durationNs * 0.05 + slot * slotNs;
      const made = child(random, services, parent, offsetNs, slotNs);
      const span = add(made.span);
      if (made.callee) open.push(add(serverSpan(random, made.callee, span, offsetNs + slotNs * 0.03, slotNs * 0.94)));
    }
  }
  return spans;
}

type NewSpan = Omit<SpanPlan, 'group' | 'traceId' | 'spanId' | 'isError'>;

function serverSpan(
  random: Random,
  service: Service,
  parent: SpanPlan | undefined,
  offsetNs: number,
  atMostNs: number,
): NewSpan {
  const served = service.operations.filter((operation) => operation.kind !== 'internal');
  const operation = random.pick(served.length > 0 ? served : service.operations);
  const durationNs = Math.min(atMostNs, random.logNormal(parent ? operation.medianNs : 20 * operation.medianNs));
  const instance = random.pick(service.instances);
  return { parentId: parent?.spanId, instance, role: 'server', operation, peer: '', offsetNs, durationNs };
}

function child(random: Random, services: readonly Service[], parent: SpanPlan, offsetNs: number, slotNs: number) {
  const { instance } = parent;
  const { service } = instance;
  const draw = random.share();
  const common = { parentId: parent.spanId, instance, offsetNs, operation: random.pick(service.operations) };
  if (draw < 0.5 && service.calls.length > 0) {
    const callee = services[random.pick(service.calls)];
    return { span: { ...common, role: 'client' as const, peer: callee.name, durationNs: slotNs }, callee };
  }
  const durationNs = slotNs * (0.2 + 0.7 * random.share());
  const role = draw < 0.85 ? ('database' as const) : draw < 0.92 ? ('producer' as const) : ('internal' as const);
  return { span: { ...common, role, peer: '', durationNs }, callee: undefined };
}
