// Who runs in the made-up shop that sends the load: services of four kinds of runtime, their instances, what they offer and whom they call.
import { attribute, field, integer, text, type Part } from './message.ts';
import type { Random } from './random.ts';

export interface Operation {
  readonly kind: 'http' | 'rpc' | 'internal';
  readonly name: string;
  readonly noun: string;
  readonly method: string;
  readonly route: string;
  readonly medianNs: number;
}

export interface Instance {
  readonly service: Service;
  /** Field `resource` of ResourceSpans, ResourceLogs and ResourceMetrics. */
  readonly resource: Part;
}

export interface Service {
  readonly name: string;
  readonly runtime: string;
  readonly database: string;
  readonly operations: readonly Operation[];
  readonly instances: readonly Instance[];
  /** Indices of services that stand later in the list, so that calls never go in circles. */
  readonly calls: readonly number[];
}

// 40 of them; the first two take requests from outside.
const NAMES = (
  'frontend mobile-bff api-gateway checkout cart payment product-catalog recommendation shipping email currency ads fraud-detection ' +
  'accounting inventory users auth sessions search reviews notifications pricing tax coupons invoices orders fulfilment warehouse suppliers ' +
  'loyalty wishlist image-resizer feature-flags config audit reporting geo addresses translation support'
).split(' ');
const NOUNS =
  'orders carts users payments products stock shipments reviews sessions invoices coupons profiles returns prices'.split(
    ' ',
  );
const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'];
const RUNTIMES = ['java', 'go', 'nodejs', 'python'];
const DATABASES = ['postgresql', 'redis', 'mysql', 'mongodb'];
const STEPS = ['validate', 'render', 'compute', 'enrich', 'serialize'];

export function makeWorld(random: Random): readonly Service[] {
  const calls = NAMES.map((_, index) => {
    const later = NAMES.length - index - 1;
    return later === 0 ? [] : Array.from({ length: 1 + random.below(4) }, () => index + 1 + random.below(later));
  });
  // Whoever is called by nobody would never be seen.
  for (let index = 2; index < NAMES.length; index++) calls[random.below(index)].push(index);
  return NAMES.map((name, index) => {
    const service: Service = {
      name,
      runtime: random.pick(RUNTIMES),
      database: random.pick(DATABASES),
      operations: Array.from({ length: 6 + random.below(10) }, () => makeOperation(random, name, index < 2)),
      instances: [],
      calls: calls[index],
    };
    const instances = Array.from({ length: 2 + random.below(3) }, () => ({
      service,
      resource: resource(random, service),
    }));
    return Object.assign(service, { instances });
  });
}

function makeOperation(random: Random, service: string, isEdge: boolean): Operation {
  const noun = random.pick(NOUNS);
  const method = random.pick(METHODS);
  const route = `/api/v${1 + random.below(2)}/${noun}/{id}`;
  const medianNs = 5e5 * Math.exp(3 * random.share());
  const draw = random.share();
  if (isEdge || draw < 0.5) return { kind: 'http', name: `${method} ${route}`, noun, method, route, medianNs };
  if (draw < 0.8)
    return { kind: 'rpc', name: `shop.${service}.v1.${noun}/${method.toLowerCase()}`, noun, method, route, medianNs };
  return { kind: 'internal', name: `${noun}.${random.pick(STEPS)}`, noun, method, route, medianNs };
}

function resource(random: Random, { name, runtime }: Service): Part {
  const pod = `${name}-${random.hex(9)}-${random.hex(5)}`;
  return field(
    1,
    attribute(1, 'service.name', text(name)),
    attribute(1, 'service.version', text(`${1 + random.below(4)}.${random.below(20)}.${random.below(10)}`)),
    attribute(1, 'service.instance.id', text(random.hex(32))),
    attribute(1, 'deployment.environment.name', text('production')),
    attribute(1, 'host.name', text(`node-${random.below(24)}.example`)),
    attribute(1, 'k8s.pod.name', text(pod)),
    attribute(1, 'k8s.namespace.name', text('shop')),
    attribute(1, 'telemetry.sdk.language', text(runtime)),
    attribute(1, 'process.pid', integer(1 + random.below(30_000))),
  );
}
