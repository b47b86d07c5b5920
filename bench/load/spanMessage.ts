// A planned span as an OTLP Span: 11 attributes of the semantic conventions, about 440 bytes; an exception with its stack trace where it failed.
import {
  attribute,
  digits,
  field,
  fixed32,
  hex,
  integer,
  NOTHING,
  someDouble,
  someInteger,
  spanId,
  string,
  text,
  time,
  traceId,
  uint,
} from './message.ts';
import type { Part } from './message.ts';
import type { Random } from './random.ts';
import type { SpanPlan, SpanRole } from './traceTrees.ts';

/** A value of this attribute is on about one span of a million. */
export const RARE_ATTRIBUTE = 'app.account.id';
/** A value of this one is on a quarter to a half of all spans. */
export const COMMON_ATTRIBUTE = { key: 'app.tier', value: 'free' } as const;

const KIND: Readonly<Record<SpanRole, number>> = { internal: 1, server: 2, client: 3, database: 3, producer: 4 };
const TIERS = ['free', 'free', 'pro', 'enterprise'];
const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64)', 'okhttp/4.12.0', 'python-requests/2.32.3', 'ShopApp/7.4 (iOS 18.1)'];
const STATEMENTS = [
  'SELECT id, status, total FROM * WHERE id = $1',
  'SELECT id, status FROM * WHERE owner = $1 LIMIT 50',
  'INSERT INTO * (id, kind, body) VALUES ($1, $2, $3)',
  'UPDATE * SET status = $1 WHERE id = $2',
];
const ATTRIBUTES = 9;
const SAMPLED = 0x101;

export function spanMessage(random: Random, plan: SpanPlan): Part {
  const { group, offsetNs, durationNs, isError } = plan;
  return field(
    2,
    traceId(1, plan.traceId),
    spanId(2, plan.spanId),
    plan.parentId ? spanId(4, plan.parentId) : NOTHING,
    string(5, spanName(plan)),
    uint(6, KIND[plan.role]),
    time(7, group, offsetNs),
    time(8, group, offsetNs + durationNs),
    attribute(ATTRIBUTES, 'app.request.id', text(hex(32))),
    attribute(ATTRIBUTES, 'app.user.id', text('u-', digits(8))),
    attribute(ATTRIBUTES, RARE_ATTRIBUTE, text(digits(6))),
    attribute(ATTRIBUTES, COMMON_ATTRIBUTE.key, text(random.pick(TIERS))),
    ...roleAttributes(random, plan).map(([key, value]) => attribute(ATTRIBUTES, key, value)),
    isError ? exception(random, plan) : NOTHING,
    isError ? field(15, string(2, 'upstream timed out'), uint(3, 2)) : NOTHING,
    fixed32(16, SAMPLED),
  );
}

function spanName({ role, operation, instance, peer }: SpanPlan): string {
  if (role === 'database') return `SELECT ${operation.noun}`;
  if (role === 'producer') return `${operation.noun} publish`;
  if (role === 'client') return `${operation.method} ${peer}`;
  return role === 'internal' ? `${instance.service.name}.${operation.noun}` : operation.name;
}

/** Seven of them. */
function roleAttributes(
  random: Random,
  { role, operation, instance, peer, isError }: SpanPlan,
): readonly (readonly [string, Part])[] {
  const { noun, method, route } = operation;
  const { service } = instance;
  const status = integer(isError ? random.pick([500, 502, 503]) : 200);
  const address = text('10.', digits(2), '.', digits(2), '.1', digits(2));
  switch (role) {
    case 'server':
      if (operation.kind === 'rpc') {
        return [
          ['rpc.system', text('grpc')],
          ['rpc.service', text(`shop.${service.name}.v1.${noun}`)],
          ['rpc.method', text(method.toLowerCase())],
          ['rpc.grpc.status_code', integer(isError ? 14 : 0)],
          ['server.address', text(service.name)],
          ['network.peer.address', address],
          ['network.peer.port', someInteger()],
        ];
      }
      return [
        ['http.request.method', text(method)],
        ['http.route', text(route)],
        ['url.path', text(route.replace('{id}', ''), digits(8))],
        ['http.response.status_code', status],
        ['client.address', address],
        ['user_agent.original', text(random.pick(AGENTS))],
        ['http.response.body.size', someInteger()],
      ];
    case 'client':
      return [
        ['http.request.method', text(method)],
        ['url.full', text(`http://${peer}.shop:8080/${noun}/`, digits(8))],
        ['http.response.status_code', status],
        ['server.address', text(peer)],
        ['server.port', integer(8080)],
        ['peer.service', text(peer)],
        ['network.peer.address', address],
      ];
    case 'database':
      return [
        ['db.system.name', text(service.database)],
        ['db.namespace', text(service.name)],
        ['db.operation.name', text('SELECT')],
        ['db.collection.name', text(noun)],
        ['db.query.text', text(random.pick(STATEMENTS).replaceAll('*', noun))],
        ['server.address', text(`${service.database}-${service.name}`)],
        ['db.response.returned_rows', someInteger()],
      ];
    case 'producer':
      return [
        ['messaging.system', text('kafka')],
        ['messaging.destination.name', text(`shop.${noun}`)],
        ['messaging.operation.type', text('publish')],
        ['messaging.kafka.offset', text(digits(10))],
        ['messaging.destination.partition.id', text(String(random.below(24)))],
        ['messaging.message.body.size', someInteger()],
        ['messaging.client.id', text(`producer-${service.name}`)],
      ];
    case 'internal':
      return [
        ['code.function.name', text(operation.name)],
        ['code.file.path', text(`/srv/${service.name}/src/${noun}.${service.runtime}`)],
        ['code.line.number', integer(1 + random.below(800))],
        ['thread.name', text(`worker-${random.below(32)}`)],
        ['thread.id', integer(random.below(64))],
        ['app.score', someDouble()],
        ['app.items.count', someInteger()],
      ];
  }
}

function exception(random: Random, { group, offsetNs, durationNs, instance }: SpanPlan): Part {
  const frame = (name: string): string =>
    `\n\tat example.shop.${instance.service.name}.${name}(${name}.java:${random.below(400)})`;
  const stack = `java.net.SocketTimeoutException: Read timed out${['Socket', 'Client', 'Handler', 'Server'].map(frame).join('')}`;
  return field(
    11,
    time(1, group, offsetNs + durationNs * 0.9),
    string(2, 'exception'),
    attribute(3, 'exception.type', text('java.net.SocketTimeoutException')),
    attribute(3, 'exception.message', text('Read timed out after ', digits(4), ' ms')),
    attribute(3, 'exception.stacktrace', text(stack)),
  );
}
