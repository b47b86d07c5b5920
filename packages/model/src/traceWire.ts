// A trace as bytes: a header of JSON, then the columns as they lie in memory, so that a browser reads a million spans without parsing one.
// Numbers keep all their bits: decode(encode(answer)) equals the answer. Little-endian, as the machines are that browsers and servers run on.
//
//   4 bytes "WCT1" · 4 bytes length of the header · the header, UTF-8, padded with spaces to a multiple of 8 · columns, widest values first
//
// Depth and subtree size follow from the parents and are not sent.
import type { Coverage } from './coverage.ts';
import { SPAN_ID_BYTES, spanIdBytes, spanIdTexts } from './spanIdText.ts';
import { depthsAndSizes } from './spanTable.ts';
import type { TraceAnswer } from './telemetry.ts';
import { formatRfc3339, parseRfc3339 } from './time.ts';
import type { Trace } from './trace.ts';

interface Header {
  readonly traceId: string;
  readonly start: string;
  readonly durationNs: number;
  readonly size: number;
  readonly events: number;
  readonly services: readonly string[];
  readonly operations: readonly string[];
  readonly eventNames: readonly string[];
  /** Where they are not all 16 hexadecimal digits; otherwise their bytes are a column. */
  readonly spanIds?: readonly string[] | undefined;
  readonly coverage: Coverage;
}

const MAGIC = 0x31544357; // "WCT1"
const HEADER_AT = 8;
const ALIGNMENT = 8;

/** In memory of its own. */
export function encodeTrace({ trace, coverage }: TraceAnswer): Uint8Array {
  const { traceId, durationNs, size, services, operations, events } = trace;
  const ids = spanIdBytes(trace.spanIds);
  const header: Header = {
    traceId,
    start: formatRfc3339(trace.start),
    durationNs,
    size,
    events: events.row.length,
    services,
    operations,
    eventNames: events.names,
    spanIds: ids === undefined ? trace.spanIds : undefined,
    coverage,
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const columnsAt = HEADER_AT + Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const columns = [
    trace.startNs,
    trace.durationsNs,
    events.timeNs,
    ids ?? new Uint8Array(0),
    trace.parent,
    trace.service,
    trace.operation,
    events.row,
    events.name,
    trace.kind,
    trace.status,
    trace.flags,
  ];
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + column.byteLength, columnsAt)).fill(
    32,
    0,
    columnsAt,
  );
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, columnsAt - HEADER_AT, true);
  bytes.set(json, HEADER_AT);
  let at = columnsAt;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/**
 * The columns are views of `bytes`, which must not be changed afterwards (and are copied when they do not begin at a multiple of 8).
 * @throws RangeError when this is no trace, or one that does not hold together: a newer server, or an answer cut short
 */
export function decodeTrace(bytes: Uint8Array): TraceAnswer {
  const { header, columnsAt } = readHeader(bytes);
  const { size, services, operations, eventNames, coverage } = header;
  const read = columnReader(bytes, columnsAt);
  const hasIds = header.spanIds === undefined;
  const columns = {
    startNs: new Float64Array(...read(size, 8)),
    durationsNs: new Float64Array(...read(size, 8)),
    eventNs: new Float64Array(...read(header.events, 8)),
    ids: new Uint8Array(...read(hasIds ? size * SPAN_ID_BYTES : 0, 1)),
    parent: new Int32Array(...read(size, 4)),
    service: new Uint32Array(...read(size, 4)),
    operation: new Uint32Array(...read(size, 4)),
    eventRow: new Uint32Array(...read(header.events, 4)),
    eventName: new Uint32Array(...read(header.events, 4)),
    kind: new Uint8Array(...read(size, 1)),
    status: new Uint8Array(...read(size, 1)),
    flags: new Uint8Array(...read(size, 1)),
  };
  const { startNs, durationsNs, parent, service, operation, kind, status, flags } = columns;
  for (let row = 0; row < size; row++)
    if (!(parent[row] >= -1 && parent[row] < row)) throw new RangeError(`row ${row} has the parent ${parent[row]}`);
  below(service, services.length, 'service');
  below(operation, operations.length, 'operation');
  below(columns.eventRow, size, 'event row');
  below(columns.eventName, eventNames.length, 'event name');
  const trace: Trace = {
    traceId: header.traceId,
    start: parseRfc3339(header.start),
    durationNs: header.durationNs,
    size,
    spanIds: header.spanIds ?? spanIdTexts(columns.ids),
    parent,
    ...depthsAndSizes(parent),
    startNs,
    durationsNs,
    service,
    operation,
    kind,
    status,
    flags,
    services,
    operations,
    events: { row: columns.eventRow, timeNs: columns.eventNs, name: columns.eventName, names: eventNames },
  };
  return { trace, coverage };
}

function readHeader(bytes: Uint8Array): { readonly header: Header; readonly columnsAt: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_AT || view.getUint32(0, true) !== MAGIC) throw new RangeError('it does not begin as one');
  const columnsAt = HEADER_AT + view.getUint32(4, true);
  if (columnsAt > bytes.length) throw new RangeError(`its header of ${columnsAt} bytes is cut at ${bytes.length}`);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER_AT, columnsAt))) as Header;
  for (const texts of [header.services, header.operations, header.eventNames, header.spanIds ?? []])
    if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string'))
      throw new RangeError('its names are not lists of texts');
  if (header.spanIds !== undefined && header.spanIds.length !== header.size)
    throw new RangeError(`it has ${header.spanIds.length} span ids, expected ${header.size}`);
  return { header, columnsAt };
}

/** Gives one column after the other, as the arguments of a typed array. */
function columnReader(bytes: Uint8Array, columnsAt: number) {
  const columns = bytes.subarray(columnsAt);
  const aligned = columns.byteOffset % ALIGNMENT === 0 ? columns : new Uint8Array(columns);
  let at = 0;
  return (length: number, width: number): [ArrayBufferLike, number, number] => {
    if (!Number.isSafeInteger(length) || length < 0) throw new RangeError(`it has ${length} rows`);
    const from = at;
    at += length * width;
    if (at > aligned.length) throw new RangeError(`its columns need ${at} bytes or more, there are ${aligned.length}`);
    return [aligned.buffer, aligned.byteOffset + from, length];
  };
}

function below(column: Uint32Array, limit: number, name: string): void {
  for (let row = 0; row < column.length; row++)
    if (column[row] >= limit) throw new RangeError(`${name} ${column[row]} of row ${row} is not one of ${limit}`);
}
