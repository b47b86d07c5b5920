// Resources by id: spans and logs of one process share one row.
import type { Attributes } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { decodeStoredAttributes } from './storedAttributes.ts';

/** @param ids as decimal text, in any order, repeated as often as they come */
export async function readResources(
  store: Store,
  tenant: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Attributes>> {
  if (ids.length === 0) return new Map();
  const resources = await store.rows<{
    Resource: string;
    Names: readonly string[];
    Texts: readonly string[];
    Types: string;
  }>(
    `SELECT toString(Id) AS Resource, mapKeys(Attributes) AS Names, mapValues(Attributes) AS Texts, AttributeTypes AS Types
     FROM resources WHERE Tenant = {tenant:String} AND Id IN (SELECT toUInt64(arrayJoin({ids:Array(String)}))) LIMIT 1 BY Id`,
    { parameters: { tenant, ids: [...new Set(ids)] }, signal },
  );
  return new Map(resources.map((r) => [r.Resource, decodeStoredAttributes(r.Names, r.Texts, r.Types)]));
}
