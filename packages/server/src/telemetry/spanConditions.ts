// The conditions of a TraceQuery on one span as SQL on the table `spans`, all values bound.
import type { TraceQuery } from '@watchingcat/model';
import { mayHoldValue } from '../store/attributeFilters.ts';
import { PROMOTED_ATTRIBUTES } from '../store/promotedAttributes.ts';
import type { QueryParameter, Store } from '../store/Store.ts';

/** All must hold; none when every span meets them. */
export interface SpanConditions {
  readonly sql: readonly string[];
  readonly parameters: Readonly<Record<string, QueryParameter>>;
}

/** A status alone is no condition on a span, because the trace index counts errors. */
export async function spanConditions(
  store: Store,
  tenant: string,
  query: TraceQuery,
  signal?: AbortSignal,
): Promise<SpanConditions> {
  const parameters: Record<string, QueryParameter> = {};
  const sql: string[] = [];
  if (query.service !== undefined) {
    parameters.service = query.service;
    sql.push('ServiceName = {service:String}');
  }
  if (query.operation !== undefined) {
    parameters.operation = query.operation;
    sql.push('SpanName = {operation:String}');
  }
  const attributes = Object.entries(query.attributes ?? {});
  // Most attributes are of spans only; "or of its resource" would keep the index of attribute values from being used.
  const isOfResources = await Promise.all(
    attributes.map(([name, value]) => hasResourceWith(store, tenant, name, value, signal)),
  );
  attributes.forEach(([name, value], index) => {
    parameters[`name${index}`] = name;
    parameters[`value${index}`] = value;
    const onSpan = attributeCondition(name, value, `name${index}`, `value${index}`);
    const ofResource = `ResourceId IN (SELECT Id FROM resources WHERE ${ofResourceCondition(`name${index}`, `value${index}`)})`;
    sql.push(isOfResources[index] ? `(${onSpan} OR ${ofResource})` : onSpan);
  });
  if (sql.length > 0 && query.status !== undefined)
    sql.push(query.status === 'error' ? 'StatusCode = 2' : 'StatusCode != 2');
  return { sql, parameters };
}

function attributeCondition(name: string, value: string, nameParameter: string, valueParameter: string): string {
  const promoted = Object.hasOwn(PROMOTED_ATTRIBUTES, name) && value !== '' ? PROMOTED_ATTRIBUTES[name] : undefined;
  if (promoted !== undefined) return `${promoted} = {${valueParameter}:String}`;
  const equal = `SpanAttributes[{${nameParameter}:String}] = {${valueParameter}:String}`;
  if (value === '') return `(${equal} AND mapContains(SpanAttributes, {${nameParameter}:String}))`;
  return `(${mayHoldValue(value, `{${valueParameter}:String}`)} AND ${equal})`;
}

const ofResourceCondition = (nameParameter: string, valueParameter: string): string =>
  `Tenant = {tenant:String} AND Attributes[{${nameParameter}:String}] = {${valueParameter}:String}
   AND mapContains(Attributes, {${nameParameter}:String})`;

async function hasResourceWith(
  store: Store,
  tenant: string,
  name: string,
  value: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const { Found } = await store.columns<{ Found: number[] }>(
    `SELECT 1 AS Found FROM resources WHERE ${ofResourceCondition('name', 'value')} LIMIT 1`,
    { parameters: { tenant, name, value }, signal },
  );
  return Found.length > 0;
}
