// The query text of a dashboard variable, in the style that Grafana's Prometheus variables made familiar: a function with its argument.

export type VariableQuery = { readonly kind: 'services' } | { readonly kind: 'operations'; readonly service: string };

/** @throws RangeError when it is neither `services()` nor `operations(<service>)` */
export function readVariableQuery(text: string): VariableQuery {
  if (/^\s*services\(\s*\)\s*$/.test(text)) return { kind: 'services' };
  const service = /^\s*operations\((.*)\)\s*$/.exec(text)?.[1].trim();
  if (service) return { kind: 'operations', service };
  throw new RangeError(`“${text}” is not a variable query. Write services() or operations(checkout).`);
}
