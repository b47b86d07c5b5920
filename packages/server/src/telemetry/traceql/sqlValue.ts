// What a field of a TraceQL query is in SQL.
import type { Field } from '@watchingcat/query';
import { PROMOTED_ATTRIBUTES } from '../../store/promotedAttributes.ts';
import type { BoundValues } from './BoundValues.ts';

/**
 * The values of all events or links of a span, by the type that they may have: arrays in SQL, without what is missing.
 */
export interface SqlValues {
  readonly numbers?: string;
  readonly strings?: string;
  readonly booleans?: string;
}

/**
 * The value by the type that it may have, each as Nullable SQL; a type that is absent it never has.
 * `exists` and `unsure` are 0 or 1. Where `unsure` is 1 the value is an array, which TraceQL compares by its elements.
 */
export interface SqlValue {
  readonly number?: string;
  readonly string?: string;
  readonly boolean?: string;
  readonly exists: string;
  readonly unsure?: string;
  /** As it is stored: the text of the value, and the character of its type (store/migrations/Migration.ts). */
  readonly text: string;
  readonly typeCode: string;
  /** Of an attribute of spans: its place in the indices. */
  readonly indexed?: { readonly promoted: string | undefined } | undefined;
}

/** Where a condition is asked: of rows of `spans`, of `resources`, or of whole traces in `trace_index`. */
export type Subject = 'span' | 'resource' | 'trace';

/** Undefined when the subject cannot tell it. An `any` attribute is that of the subject alone. */
export function sqlValueOf(field: Field, subject: Subject, bound: BoundValues): SqlValue | undefined {
  if (field.type === 'intrinsic') {
    if (subject === 'span') return SPAN_INTRINSICS[field.name];
    return subject === 'trace' ? TRACE_INTRINSICS[field.name] : undefined;
  }
  if (field.ofParent) return undefined;
  if (subject === 'span' && field.scope === 'resource' && field.name === 'service.name') {
    return textValue(`CAST(ServiceName, 'String')`);
  }
  if (subject === 'span' && (field.scope === 'span' || field.scope === 'any')) {
    const promoted = Object.hasOwn(PROMOTED_ATTRIBUTES, field.name) ? PROMOTED_ATTRIBUTES[field.name] : undefined;
    return {
      ...attributeValue('SpanAttributes', 'SpanAttributeTypes', bound.text(field.name)),
      indexed: { promoted },
    };
  }
  if (subject === 'resource' && (field.scope === 'resource' || field.scope === 'any')) {
    return attributeValue('Attributes', 'AttributeTypes', bound.text(field.name));
  }
  return undefined;
}

/** Undefined when the field is none of events or links. */
export function sqlValuesOf(field: Field, bound: BoundValues): SqlValues | undefined {
  if (field.type === 'intrinsic') return MANY_INTRINSICS[field.name];
  if (field.ofParent || (field.scope !== 'event' && field.scope !== 'link')) return undefined;
  const table = field.scope === 'event' ? 'Events' : 'Links';
  const name = bound.text(field.name);
  const typed = (codes: string, value: string): string =>
    `arrayFilter(v -> isNotNull(v), arrayMap((m, t) -> if(substring(t, indexOf(mapKeys(m), ${name}), 1) IN (${codes}), ${value}, NULL), \`${table}.Attributes\`, \`${table}.AttributeTypes\`))`;
  return {
    numbers: typed(`'i', 'd'`, `toFloat64OrNull(m[${name}])`),
    strings: typed(`'s'`, `toNullable(m[${name}])`),
    booleans: typed(`'b'`, `toNullable(m[${name}] = 'true')`),
  };
}

const MANY_INTRINSICS: Readonly<Partial<Record<string, SqlValues>>> = {
  'event:name': { strings: `arrayMap(v -> CAST(v, 'String'), \`Events.Name\`)` },
  'event:timeSinceStart': {
    numbers: `arrayMap(v -> toFloat64(toUnixTimestamp64Nano(v) - toUnixTimestamp64Nano(Timestamp)), \`Events.Timestamp\`)`,
  },
  'link:traceID': { strings: 'arrayMap(v -> lower(hex(v)), `Links.TraceId`)' },
  'link:spanID': { strings: 'arrayMap(v -> lower(hex(v)), `Links.SpanId`)' },
};

function attributeValue(map: string, types: string, name: string): SqlValue {
  const text = `${map}[${name}]`;
  const typeCode = `substring(${types}, indexOf(mapKeys(${map}), ${name}), 1)`;
  return {
    number: `if(${typeCode} IN ('i', 'd'), toFloat64OrNull(${text}), NULL)`,
    string: `if(${typeCode} = 's', ${text}, NULL)`,
    boolean: `if(${typeCode} = 'b', ${text} = 'true', NULL)`,
    exists: `${typeCode} NOT IN ('', 'n')`,
    // Few rows have an array at all, which the dictionary of types tells at once.
    unsure: `(${types} LIKE '%a%' AND ${typeCode} = 'a')`,
    text,
    typeCode,
  };
}

function textValue(sql: string): SqlValue {
  return { string: `nullIf(${sql}, '')`, exists: `${sql} != ''`, text: sql, typeCode: `if(${sql} = '', 'n', 's')` };
}

function numberValue(sql: string): SqlValue {
  return { number: `toNullable(toFloat64(${sql}))`, exists: '1', text: `toString(${sql})`, typeCode: `'i'` };
}

function codeValue(column: string): SqlValue {
  return { exists: '1', text: `toString(${column})`, typeCode: `'i'` };
}

const NO_SPAN = `toFixedString('', 8)`;
const SPAN_INTRINSICS: Readonly<Partial<Record<string, SqlValue>>> = {
  // The empty name and message are values, not missing ones.
  'span:name': {
    ...textValue(`CAST(SpanName, 'String')`),
    string: `toNullable(CAST(SpanName, 'String'))`,
    exists: '1',
    typeCode: `'s'`,
  },
  'span:statusMessage': {
    ...textValue('StatusMessage'),
    string: 'toNullable(StatusMessage)',
    exists: '1',
    typeCode: `'s'`,
  },
  // Compared by number (conditionSql.ts); read as what stands in the columns.
  'span:kind': codeValue('Kind'),
  'span:status': codeValue('StatusCode'),
  'span:duration': numberValue('greatest(0, Duration)'),
  'span:id': textValue('lower(hex(SpanId))'),
  'span:parentID': textValue(`if(ParentSpanId = ${NO_SPAN}, '', lower(hex(ParentSpanId)))`),
  'instrumentation:name': textValue(`CAST(ScopeName, 'String')`),
  'instrumentation:version': textValue(`CAST(ScopeVersion, 'String')`),
};

/** Told by how the spans of a trace hang together. */
const SHAPES: ReadonlySet<string> = new Set([
  'span:childCount',
  'parent',
  'nestedSetLeft',
  'nestedSetRight',
  'nestedSetParent',
]);

export function isShape(field: Field): boolean {
  return field.type === 'intrinsic' && SHAPES.has(field.name);
}

/** Over the columns of a query on `trace_index` by trace (traceSearch.ts). */
const TRACE_INTRINSICS: Readonly<Partial<Record<string, SqlValue>>> = {
  'trace:duration': numberValue('(EndNs - StartNs)'),
  'trace:rootName': textValue('max(RootName)'),
  'trace:rootService': textValue('max(RootService)'),
  'trace:id': textValue('lower(hex(TraceId))'),
};
