// The answer about ingest and storage as a schema: its type, and what OpenAPI says.
import { Type, type Static } from 'typebox';
import { SIGNALS, type Signal } from '../signals.ts';

const Time = Type.String({ description: 'RFC 3339, UTC' });
const Bytes = Type.Number({ description: 'Bytes' });
const SignalName = Type.Unsafe<Signal>(Type.Union(SIGNALS.map((signal) => Type.Literal(signal))));
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });
const Counts = (description: string) =>
  Type.Array(Type.Object({ reason: Type.String(), count: Type.Number() }), { description });

const SignalStatus = Type.Object({
  signal: SignalName,
  acceptedRequests: Type.Number({ description: 'Whose rows are durable' }),
  acceptedRecords: Type.Number({ description: 'Spans, log records or data points' }),
  receivedBytes: Type.Number({ description: 'As OTLP protobuf, decompressed' }),
  refused: Counts('Requests of which nothing was stored and that the sender sends again'),
  rejected: Counts('Records that were not stored, of requests that were (OTLP partial success)'),
  malformed: Counts('Requests that can never be stored, by what is wrong with them'),
  storedBytes: nullable(Type.Number(), 'Of all tables of the signal, compressed; null while the store does not answer'),
  retentionMs: nullable(Type.Number(), 'Age at which rows are dropped, by whole days; null keeps for ever'),
});

const Disk = Type.Object({
  freeBytes: Bytes,
  totalBytes: Bytes,
  minFreeBytes: Type.Number({ description: 'With less free, requests are refused' }),
  isFull: Type.Boolean(),
});

const Storage = Type.Object({
  bytes: Bytes,
  parts: Type.Number({ description: 'Merges keep their number low' }),
  tables: Type.Array(
    Type.Object({
      table: Type.String(),
      signal: nullable(SignalName, 'null where the table belongs to no one signal'),
      rows: Type.Number(),
      bytes: Bytes,
      parts: Type.Number(),
    }),
    { description: 'The largest first' },
  ),
  merges: Type.Array(
    Type.Object({
      table: Type.String(),
      progress: Type.Number({ description: '0 to 1' }),
      elapsedMs: Type.Number(),
      bytes: Type.Number({ description: 'Of the parts that go in' }),
      isMutation: Type.Boolean({ description: 'Rewrites rows instead of joining parts' }),
    }),
  ),
});

const ServiceUse = Type.Object({ signal: SignalName, rows: Type.Number(), bytes: Bytes });
const Services = Type.Object({
  isEstimate: Type.Literal(true, {
    description: "A service's share of a signal's rows, times the signal's bytes. May be a minute old",
  }),
  total: Type.Number({ description: 'How many services there are; only the largest are listed' }),
  services: Type.Array(Type.Object({ service: Type.String(), bytes: Bytes, signals: Type.Array(ServiceUse) }), {
    description: 'The largest first',
  }),
});

export const IngestStatusAnswer = Type.Object({
  time: Time,
  since: Type.String({ description: 'All counts begin here: when the server was started' }),
  lagMs: Type.Number({ description: 'Age of the oldest request that is not durable yet; 0 when none waits' }),
  queue: Type.Object({
    rows: Type.Number(),
    bytes: Bytes,
    maxBytes: Type.Number({ description: 'With more waiting, requests are refused' }),
  }),
  lastError: nullable(Type.Object({ message: Type.String(), time: Time }), 'Why an insert failed last'),
  signals: Type.Array(SignalStatus),
  disk: nullable(Disk, 'Of the data directory; null where the system does not tell'),
  storage: nullable(Storage, 'null while the store does not answer'),
  services: nullable(Services, 'null while the store does not answer'),
});

export type IngestStatus = Static<typeof IngestStatusAnswer>;
