// Metrics as services export them: for each route of an instance one histogram of 12 buckets (15 samples, as Prometheus counts them) and ten
// gauges and counters, so that these make 40 % of the samples. All cumulative, doubles and integers; each round is one scrape.
import { ofInstance } from './envelope.ts';
import {
  anyDouble,
  attribute,
  counter,
  field,
  fixed64,
  join,
  raw,
  string,
  text,
  time,
  uint,
  type Part,
} from './message.ts';
import type { Random } from './random.ts';
import { Template } from './Template.ts';
import type { LoadSize } from './templates.ts';
import type { Instance, Service } from './world.ts';

const GAUGES = [
  'process.memory.usage',
  'process.cpu.utilization',
  'http.server.active_requests',
  'app.queue.length',
  'app.cache.hit_ratio',
];
const COUNTERS = [
  'http.server.requests',
  'http.server.request.bytes',
  'http.server.response.bytes',
  'app.retries',
  'app.cache.lookups',
];
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BUCKETS = BOUNDS.length + 1;
const POINTS_PER_ROUTE = GAUGES.length + COUNTERS.length + 1;
const SAMPLES_PER_ROUTE = GAUGES.length + COUNTERS.length + BUCKETS + 3;
const CUMULATIVE = 2;
const UPTIME_NS = 86_400_000_000_000n;

interface Route {
  readonly instance: Instance;
  readonly group: number;
  readonly attributes: (fieldNumber: number) => readonly Part[];
}

export function metricTemplates(random: Random, services: readonly Service[], size: LoadSize): Template[] {
  const instances = services.flatMap((service) => service.instances);
  const groupStarts = Float64Array.from(instances, () => random.share());
  const perRequest = Math.max(1, Math.round(size.recordsPerRequest / POINTS_PER_ROUTE));
  const total = perRequest * size.requests;
  const startedNs = BigInt(Date.now()) * 1_000_000n - UPTIME_NS;
  const routes = Array.from({ length: total }, (_, i): Route => {
    const group = Math.floor((i * instances.length) / total);
    const attributes = [
      { key: 'http.route', value: `/api/v1/route-${i}` },
      { key: 'http.request.method', value: random.pick(['GET', 'POST', 'PUT']) },
      { key: 'http.response.status_code', value: random.pick(['200', '404', '500']) },
    ];
    const encode = (number: number) => attributes.map(({ key, value }) => attribute(number, key, text(value)));
    return { instance: instances[group], group, attributes: encode };
  });
  return Array.from({ length: size.requests }, (_, request) => {
    const part = routes.slice(request * perRequest, (request + 1) * perRequest);
    const message = [...Map.groupBy(part, (route) => route.instance)].map(([instance, own]) =>
      ofInstance(instance, metricsOf(own, startedNs)),
    );
    const counts = { records: part.length * POINTS_PER_ROUTE, samples: part.length * SAMPLES_PER_ROUTE };
    return new Template(join(...message), counts, groupStarts, random.bits());
  });
}

/** Field `metrics` of ScopeMetrics, once for each metric. */
function metricsOf(routes: readonly Route[], startedNs: bigint): Part[] {
  const gauges = GAUGES.map((name) => {
    const points = routes.map((route) => field(1, at(route), anyDouble(4), ...route.attributes(7)));
    return metric(name, '1', field(5, ...points));
  });
  const counters = COUNTERS.map((name) => {
    const points = routes.map((route) =>
      field(1, fixed64(2, startedNs), at(route), counter(4), ...route.attributes(7)),
    );
    return metric(name, '{request}', field(7, ...points, uint(2, CUMULATIVE), uint(3, 1)));
  });
  const points = routes.map((route) =>
    field(1, fixed64(2, startedNs), at(route), distribution(), ...route.attributes(9)),
  );
  const histogram = field(9, ...points, uint(2, CUMULATIVE));
  return [...gauges, ...counters, metric('http.server.request.duration', 's', histogram)];
}

const metric = (name: string, unit: string, data: Part): Part => field(2, string(1, name), string(3, unit), data);
const at = ({ group }: Route): Part => time(3, group, 0);

/** Count, sum, bucket counts and bounds of a HistogramDataPoint. */
function distribution(): Part {
  const counts = new Uint8Array(8 * BUCKETS);
  const bounds = new Uint8Array(Float64Array.from(BOUNDS).buffer);
  // What has one hole must be one part: a byte of tag and 8 of value for count and sum, a byte of tag and one of length for the counts.
  const values = Buffer.concat([
    Buffer.of(4 * 8 + 1, ...new Uint8Array(8)),
    Buffer.of(5 * 8 + 1, ...new Uint8Array(8)),
    Buffer.of(6 * 8 + 2, counts.length, ...counts),
  ]);
  return join(
    raw(values, (holes, start) =>
      holes.histograms.push({ countAt: start + 1, sumAt: start + 10, bucketsAt: start + 20, buckets: BUCKETS }),
    ),
    field(7, raw(bounds)),
  );
}
