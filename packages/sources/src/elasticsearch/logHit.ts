// A hit as a log record, whatever its layout: fields by role are read from the source document, the rest are its attributes.
import type { AttributeValue, LogRecord, UnixNano } from '@watchingcat/model';
import { attributeText, parseRfc3339, severityOf } from '@watchingcat/model';
import { ShapeError, text } from '../decode.ts';
import type { Dsl } from './elasticsearchApi.ts';
import { objectOf } from './elasticsearchApi.ts';
import { flattened } from './flattened.ts';
import type { FieldNames } from './logFields.ts';

/** What describes the process rather than the record. */
const OF_RESOURCE =
  /^(service|host|kubernetes|k8s|container|cloud|process|agent|deployment|telemetry|orchestrator|os|docker|ecs|data_stream|namespace_name)(\.|$)/;
/** Where layouts put attributes: these prefixes are no part of the name. */
const RESOURCE_PREFIX = /^(resource\.attributes|Resource)\./;
const RECORD_PREFIX = /^(attributes|Attributes|labels|numeric_labels)\./;
/** What the layout itself adds. */
const NO_ATTRIBUTE =
  /^(data_stream\.|scope\.|resource\.(schema_url|dropped_attributes_count)|observed_timestamp|ecs\.version|input\.|@version)/;

/** @throws ShapeError when the hit has no time that can be read */
export function logRecordOf(hit: Dsl, names: FieldNames): LogRecord {
  const { _index: index, _id: id } = hit;
  const fields = flattened(objectOf(hit['_source']));
  const first = (role: readonly string[]) =>
    role.map((name) => fields.get(name)).find((value) => value !== undefined && value !== null && value !== '');
  const textOf = (value: AttributeValue | undefined) => (value === undefined ? '' : attributeText(value));
  const number = Number(textOf(first(names.severityNumber)) || 0);
  const level = textOf(first(names.level));
  const used = new Set(Object.values(names as unknown as Record<string, readonly string[]>).flat());
  const attributes = new Map<string, AttributeValue>();
  const resource = new Map<string, AttributeValue>();
  for (const [name, value] of fields) {
    if (RESOURCE_PREFIX.test(name)) resource.set(name.replace(RESOURCE_PREFIX, ''), value);
    else if (used.has(name) && !names.service.includes(name)) continue;
    else if (NO_ATTRIBUTE.test(name)) continue;
    else if (OF_RESOURCE.test(name)) resource.set(name, value);
    else if (!name.startsWith('body.')) attributes.set(name.replace(RECORD_PREFIX, ''), value);
  }
  return {
    id: `${String(index)}/${String(id)}`,
    time: timeOf(hit),
    severity: severityOf(number, level),
    severityText: level,
    service: textOf(first(names.service)),
    body: bodyOf(first(names.message), fields),
    traceId: hexId(textOf(first(names.traceId)), 32),
    spanId: hexId(textOf(first(names.spanId)), 16),
    attributes,
    resource,
  };
}

/** The name under which a search asks for the time of each hit. */
export const TIME_FORMAT = 'strict_date_optional_time_nanos';

/** To the nanosecond where the field keeps them: from doc values, as numbers of JSON would lose digits. */
function timeOf(hit: Dsl): UnixNano {
  const [values] = Object.values(objectOf(hit['fields']));
  const [time] = Array.isArray(values) ? (values as unknown[]) : [];
  try {
    return parseRfc3339(text(time, 'fields'));
  } catch (cause) {
    if (cause instanceof ShapeError) throw cause;
    throw new ShapeError('fields', 'a time', time);
  }
}

/** A body that is no text is its JSON; the Collector's otel mode keeps it under body.structured. */
function bodyOf(message: AttributeValue | undefined, fields: ReadonlyMap<string, AttributeValue>): string {
  if (message !== undefined) return attributeText(message);
  const parts = [...fields].filter(([name]) => name.startsWith('body.structured.'));
  if (parts.length === 0) return '';
  return attributeText(
    Object.fromEntries(parts.map(([name, value]) => [name.slice('body.structured.'.length), value])),
  );
}

function hexId(id: string, digits: number): string | undefined {
  const plain = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]+$/.test(plain) || plain.length > digits || /^0+$/.test(plain)) return undefined;
  return plain.padStart(digits, '0');
}
