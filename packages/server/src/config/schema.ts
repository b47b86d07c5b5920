// Every setting, once: watchingcat.yaml, the environment and --help are made of this. A setting without a reader does not stand here.
import { Type, type Static } from 'typebox';
import { RETENTION_PATTERN } from './retention.ts';

const Port = (description: string, standard: number) =>
  Type.Integer({ minimum: 0, maximum: 65_535, default: standard, description: `${description}; 0 picks a free one` });
const Url = (of: string) =>
  Type.Optional(
    Type.String({ pattern: '^https?://', description: `Where the server reaches ${of}, for read.from: sources` }),
  );
const Authorization = (of: string) =>
  Type.Optional(Type.String({ minLength: 1, description: `Value of the Authorization header for ${of}; a secret` }));
// YAML reads a plain 0 as a number.
const Retention = (of: string, standard: string) =>
  Type.Unsafe<string | number>({
    type: ['string', 'integer'],
    pattern: RETENTION_PATTERN,
    minimum: 0,
    maximum: 0,
    default: standard,
    description: `How long ${of} are kept, such as 36h, 7d or 4w; off or 0 keeps for ever. Whole days are dropped`,
  });
const closed = { additionalProperties: false };

export const ConfigSchema = Type.Object(
  {
    host: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address of UI and API' }),
    port: Port('Port of UI and API', 3000),
    hostNames: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description: 'Names by which clients may call UI and API, beside localhost and IP addresses',
    }),
    allowPublicWithoutAuth: Type.Boolean({
      default: false,
      description:
        'Listen on an address that other machines reach, although nobody has to sign in. Only where something else (a firewall, ' +
        'a container network, a proxy with a login) decides who gets there',
    }),
    dataDir: Type.String({
      default: './data',
      minLength: 1,
      description: 'Directory of all data, relative to where the server starts',
    }),
    otlp: Type.Object(
      {
        host: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address of both OTLP receivers' }),
        grpcPort: Port('Port for OTLP over gRPC', 4317),
        httpPort: Port('Port for OTLP over HTTP', 4318),
      },
      closed,
    ),
    store: Type.Object(
      {
        queryTimeoutMs: Type.Integer({
          minimum: 100,
          default: 25_000,
          description: 'Longest query in ms; below the 30 s after which Grafana gives up',
        }),
        maxRowsToRead: Type.Integer({
          minimum: 1_000,
          default: 2_000_000_000,
          description: 'A query that would read more rows than this ends with an error that says so',
        }),
        minFreeBytes: Type.Integer({
          minimum: 0,
          default: 512 * 2 ** 20,
          description:
            'With less free on the disk of dataDir nothing is taken in, and senders are told to wait; 0 never refuses. Merges need this room',
        }),
      },
      closed,
    ),
    retention: Type.Object(
      {
        traces: Retention('traces', '7d'),
        logs: Retention('logs', '7d'),
        metrics: Retention('metrics', '30d'),
      },
      closed,
    ),
    read: Type.Object(
      {
        from: Type.Union([Type.Literal('store'), Type.Literal('sources')], {
          default: 'store',
          description: 'What the API and the pages read: the own store, or the back-ends under sources',
        }),
      },
      closed,
    ),
    sources: Type.Object(
      {
        jaeger: Type.Object({ url: Url('Jaeger'), authorization: Authorization('Jaeger') }, closed),
        prometheus: Type.Object({ url: Url('Prometheus'), authorization: Authorization('Prometheus') }, closed),
        elasticsearch: Type.Object(
          {
            url: Url('Elasticsearch or OpenSearch'),
            authorization: Authorization('Elasticsearch or OpenSearch'),
            index: Type.Optional(
              Type.String({
                minLength: 1,
                description: 'Indices that hold logs: names or patterns, separated by commas; logs-* when not given',
              }),
            ),
          },
          closed,
        ),
      },
      closed,
    ),
    shell: Type.Object(
      {
        enabled: Type.Optional(
          Type.Boolean({
            description: 'Serve the pages at the port of the API; when not given, if the shell is built',
          }),
        ),
        dir: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'Another build of the shell than packages/shell/dist, for npm run test:compat',
          }),
        ),
      },
      closed,
    ),
    log: Type.Object(
      {
        level: Type.Union(
          ['debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
          { default: 'info', description: 'What is logged to stderr' },
        ),
      },
      closed,
    ),
  },
  closed,
);

export type Config = Static<typeof ConfigSchema>;
