// Cells of Grafana's trace frames, which core data sources fill a little differently each: kinds as words, tags with or without types,
// an error as status code or as a tag, nested cells as objects or as JSON text.
import type { DataFrame } from '@grafana/data';
import {
  attributeText,
  SPAN_KINDS,
  unixNanoFromMs,
  type Attributes,
  type AttributeValue,
  type UnixNano,
} from '@watchingcat/model';

/** One cell; undefined when the frame has no such field. Frames of Grafana 9 kept values in a Vector, those of today in an array. */
export type CellReader = (name: string, row: number) => unknown;

export function cellReader(frame: DataFrame): CellReader {
  const columns = new Map(frame.fields.map((field) => [field.name, field.values as readonly unknown[]]));
  return (name, row) => columns.get(name)?.[row];
}

export function textCell(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Unix ms (Grafana's `startTime`), as a number, as digits, or as a date. */
export function timeCell(value: unknown): UnixNano {
  const ms = typeof value === 'string' && !/^\d+(\.\d+)?$/.test(value) ? Date.parse(value) : Number(value);
  return Number.isFinite(ms) ? unixNanoFromMs(ms) : 0n;
}

/** ms as whole ns; what is not a number is 0. */
export function durationCell(value: unknown): number {
  const ns = Math.round(Number(value) * 1e6);
  return Number.isFinite(ns) ? ns : 0;
}

/** An object in a cell: a log, a reference, a key-value pair. */
export type NestedRow = Readonly<Record<string, unknown>>;

export function listCell(value: unknown): readonly NestedRow[] {
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.filter((item): item is NestedRow => typeof item === 'object' && item !== null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Key-value pairs as attributes. Jaeger's types (`int64`, `float64`) are kept where they are given. */
export function attributesCell(value: unknown): Attributes {
  return new Map(
    listCell(value)
      .filter((pair) => typeof pair['key'] === 'string')
      .map((pair): [string, AttributeValue] => [pair['key'] as string, attributeValue(pair['value'], pair['type'])]),
  );
}

function attributeValue(value: unknown, type: unknown): AttributeValue {
  if (type === 'int64' && /^-?\d+$/.test(String(value))) return BigInt(String(value));
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return JSON.parse(JSON.stringify(value)) as AttributeValue;
  return typeof value === 'function' || typeof value === 'symbol' ? null : (value as AttributeValue);
}

/** Index into `SPAN_KINDS`. */
export function kindOf(cell: CellReader, row: number, tags: Attributes): number {
  const kind = cell('kind', row) ?? tags.get('span.kind');
  if (typeof kind === 'number') return kind in SPAN_KINDS ? kind : 0;
  return Math.max(
    0,
    SPAN_KINDS.findIndex((name) => name === String(kind).toLowerCase()),
  );
}

/** Index into `SPAN_STATUSES`. Jaeger says `error=true`, or `otel.status_code=ERROR`. */
export function statusOf(cell: CellReader, row: number, tags: Attributes): number {
  const code = Number(cell('statusCode', row) ?? 0);
  if (code === 1 || code === 2) return code;
  const name = attributeText(tags.get('otel.status_code') ?? '').toUpperCase();
  if (name === 'ERROR' || attributeText(tags.get('error') ?? '') === 'true') return 2;
  return name === 'OK' ? 1 : 0;
}
