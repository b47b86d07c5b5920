// Names and values of attributes, while a person types: counted over the newest spans of the range, as many as can be read in a tenth of a
// second. Names read only the keys of each map. Resources are shared by many spans, so they are counted by their ids.
import { AttributeNameCounts, AttributeValueCounts } from '@watchingcat/analysis';
import {
  attributeLimit,
  COMPLETE,
  holdsText,
  MAX_LISTED_VALUE_LENGTH,
  type AttributeNamesAnswer,
  type AttributeNamesQuery,
  type Attributes,
  type AttributeValuesAnswer,
  type AttributeValuesQuery,
  type Coverage,
} from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import { newestSpans, type NewestSpans } from './newestSpans.ts';
import { readResources } from './resources.ts';
import { decodeStoredText } from './storedAttributes.ts';

/** Only of the keys, and of keys and values. */
const SPANS_FOR_NAMES = 100_000;
const SPANS_FOR_VALUES = 30_000;

/** @throws TelemetryError `bad_request` for a limit out of range */
export async function readAttributeNames(
  store: Store,
  tenant: string,
  query: AttributeNamesQuery,
  signal?: AbortSignal,
): Promise<AttributeNamesAnswer> {
  const limit = attributeLimit(query.limit);
  const spans = await newestSpans(store, tenant, query, SPANS_FOR_NAMES, signal);
  const [ofSpans, { seen, resources }] = await Promise.all([
    query.owner === 'resource' ? [] : readSpanNames(store, spans, { ...query, limit }, signal),
    readResourcesOf(store, tenant, spans, query, signal),
  ]);
  const counts = new AttributeNameCounts();
  for (const { Name, Spans } of ofSpans) counts.add('span', Name, Number(Spans));
  for (const { attributes, count } of resources) {
    for (const name of attributes.keys()) if (holdsText(name, query.contains)) counts.add('resource', name, count);
  }
  const names = counts.list();
  return { names: names.slice(0, limit), coverage: coverageOf(spans, seen, names.length > limit, limit) };
}

/** @throws TelemetryError `bad_request` for a limit out of range */
export async function readAttributeValues(
  store: Store,
  tenant: string,
  query: AttributeValuesQuery,
  signal?: AbortSignal,
): Promise<AttributeValuesAnswer> {
  const limit = attributeLimit(query.limit);
  const spans = await newestSpans(store, tenant, query, SPANS_FOR_VALUES, signal);
  const [ofSpans, { seen, resources }] = await Promise.all([
    query.owner === 'resource' ? [] : readSpanValues(store, spans, { ...query, limit }, signal),
    readResourcesOf(store, tenant, spans, query, signal),
  ]);
  const counts = new AttributeValueCounts(query.contains);
  for (const { Text, Type, Spans } of ofSpans) counts.add(decodeStoredText(Text, Type), Number(Spans));
  for (const { attributes, count } of resources) {
    const value = attributes.get(query.name);
    if (value !== undefined) counts.add(value, count);
  }
  const values = counts.list();
  return { values: values.slice(0, limit), coverage: coverageOf(spans, seen, values.length > limit, limit) };
}

type Limited<Query> = Query & { readonly limit: number };

function readSpanNames(
  store: Store,
  { sql, parameters }: NewestSpans,
  { contains = '', limit }: Limited<AttributeNamesQuery>,
  signal?: AbortSignal,
) {
  return store.rows<{ Name: string; Spans: string }>(
    `SELECT Name, count() AS Spans
     FROM (SELECT toString(arrayJoin(Names)) AS Name FROM (${sql('SpanAttributes.keys AS Names')}))
     WHERE {contains:String} = '' OR positionCaseInsensitiveUTF8(Name, {contains:String}) > 0
     GROUP BY Name ORDER BY Spans DESC, Name LIMIT {limit:UInt32}`,
    { parameters: { ...parameters, contains, limit: limit + 1 }, signal },
  );
}

/** Types: see store/migrations/Migration.ts. */
function readSpanValues(
  store: Store,
  { sql, parameters }: NewestSpans,
  { name, contains = '', limit }: Limited<AttributeValuesQuery>,
  signal?: AbortSignal,
) {
  const columns = `SpanAttributes[{name:String}] AS Text,
    substring(SpanAttributeTypes, indexOf(SpanAttributes.keys, {name:String}), 1) AS Type, mapContains(SpanAttributes, {name:String}) AS IsThere`;
  const bound: Record<string, QueryParameter> = {
    ...parameters,
    name,
    contains,
    limit: limit + 1,
    longest: MAX_LISTED_VALUE_LENGTH,
  };
  return store.rows<{ Text: string; Type: string; Spans: string }>(
    `SELECT Text, Type, count() AS Spans
     FROM (${sql(columns)})
     WHERE IsThere AND Type IN ('s', 'i', 'd', 'b') AND lengthUTF8(Text) <= {longest:UInt32}
       AND ({contains:String} = '' OR positionCaseInsensitiveUTF8(Text, {contains:String}) > 0)
     GROUP BY Text, Type ORDER BY Spans DESC, Text LIMIT {limit:UInt32}`,
    { parameters: bound, signal },
  );
}

interface SampledResources {
  /** Spans that were looked at. */
  readonly seen: number;
  /** None where nobody asks for them. */
  readonly resources: readonly { readonly attributes: Attributes; readonly count: number }[];
}

async function readResourcesOf(
  store: Store,
  tenant: string,
  { sql, parameters }: NewestSpans,
  { owner }: Pick<AttributeNamesQuery, 'owner'>,
  signal?: AbortSignal,
): Promise<SampledResources> {
  const counts = await store.rows<{ Resource: string; Spans: string }>(
    `SELECT toString(ResourceId) AS Resource, count() AS Spans FROM (${sql('ResourceId')}) GROUP BY ResourceId`,
    { parameters, signal },
  );
  const seen = counts.reduce((sum, { Spans }) => sum + Number(Spans), 0);
  if (owner === 'span') return { seen, resources: [] };
  const known = await readResources(
    store,
    tenant,
    counts.map(({ Resource }) => Resource),
    signal,
  );
  const resources = counts.flatMap(({ Resource, Spans }) => {
    const attributes = known.get(Resource);
    return attributes === undefined ? [] : [{ attributes, count: Number(Spans) }];
  });
  return { seen, resources };
}

function coverageOf({ most, isWhole }: NewestSpans, seen: number, isCut: boolean, limit: number): Coverage {
  if (!isWhole || seen >= most)
    return {
      kind: 'sampled',
      seen,
      reason: `Counted over the newest ${seen.toLocaleString('en')} spans of the range, to answer while you type. A range that ends earlier shows what only older spans have.`,
    };
  return isCut ? { kind: 'capped', cap: 'limit', limit } : COMPLETE;
}
