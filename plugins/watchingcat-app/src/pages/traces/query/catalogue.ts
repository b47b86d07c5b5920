// Attributes that instrumentation sends most, from OpenTelemetry's semantic conventions (https://opentelemetry.io/docs/specs/semconv/):
// what completion offers besides the names that have been seen.
import type { AttributeScope } from '@watchingcat/query';

export interface KnownAttribute {
  readonly scope: Extract<AttributeScope, 'span' | 'resource' | 'event'>;
  readonly name: string;
  /** Those with few values. */
  readonly values?: readonly string[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const SPAN: Readonly<Record<string, readonly string[] | undefined>> = {
  'http.request.method': METHODS,
  'http.response.status_code': undefined,
  'http.route': undefined,
  'url.full': undefined,
  'url.path': undefined,
  'url.scheme': ['http', 'https'],
  'server.address': undefined,
  'server.port': undefined,
  'client.address': undefined,
  'network.peer.address': undefined,
  'network.protocol.version': undefined,
  'user_agent.original': undefined,
  'error.type': undefined,
  'rpc.system': ['grpc', 'connect_rpc', 'apache_dubbo', 'java_rmi', 'dotnet_wcf'],
  'rpc.service': undefined,
  'rpc.method': undefined,
  'rpc.grpc.status_code': undefined,
  'db.system.name': ['postgresql', 'mysql', 'mariadb', 'mongodb', 'redis', 'elasticsearch', 'microsoft.sql_server'],
  'db.namespace': undefined,
  'db.operation.name': undefined,
  'db.collection.name': undefined,
  'db.query.text': undefined,
  'db.query.summary': undefined,
  'messaging.system': ['kafka', 'rabbitmq', 'aws_sqs', 'activemq', 'gcp_pubsub', 'servicebus'],
  'messaging.destination.name': undefined,
  'messaging.operation.type': ['create', 'send', 'receive', 'process', 'settle'],
  'user.id': undefined,
  'session.id': undefined,
  'code.function.name': undefined,
  'thread.name': undefined,
};
const RESOURCE = [
  'service.name',
  'service.version',
  'service.namespace',
  'service.instance.id',
  'deployment.environment.name',
  'host.name',
  'container.id',
  'container.name',
  'k8s.cluster.name',
  'k8s.namespace.name',
  'k8s.pod.name',
  'k8s.deployment.name',
  'k8s.node.name',
  'cloud.provider',
  'cloud.region',
  'cloud.availability_zone',
  'os.type',
  'process.runtime.name',
  'telemetry.sdk.language',
];
const EVENT = ['exception.type', 'exception.message'];

export const CATALOGUE: readonly KnownAttribute[] = [
  ...Object.entries(SPAN).map(([name, values]) => ({ scope: 'span' as const, name, ...(values && { values }) })),
  ...RESOURCE.map((name) => ({ scope: 'resource' as const, name })),
  ...EVENT.map((name) => ({ scope: 'event' as const, name })),
];
