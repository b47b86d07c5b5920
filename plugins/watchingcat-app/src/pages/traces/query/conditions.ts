// A TraceQL query as the panel at the left shows it: a few conditions with fields of their own, and the rest as a list. Both ways; a query
// that is more than conditions on one span can only be edited as text.
import {
  filtersOf,
  parseTraceQl,
  planOfFilters,
  printExpression,
  printSpansets,
  printTraceQl,
  type FilterField,
  type TraceFilter,
  type TraceQlPlan,
} from '@watchingcat/query';
import type { AttributeOwner, AttributeValueCount } from '@watchingcat/model';
import type { TraceFilters } from '../../../urls';
import { readAttribute, readDurationMs } from '../filters';

export interface PanelConditions extends Pick<TraceFilters, 'service' | 'operation'> {
  /** `ok`: did not fail. */
  readonly status?: 'ok' | 'error' | undefined;
  /** Of the whole trace, as TraceQL writes it: `1.5s`. */
  readonly minDuration?: string | undefined;
  readonly maxDuration?: string | undefined;
  /** As TraceQL writes them: `.http.route = "/cart"`. */
  readonly others: readonly string[];
}

/** Undefined when the query is more than conditions that must all hold of one span, or no query. */
export function panelOf(query: string): PanelConditions | undefined {
  if (query.trim() === '') return { others: [] };
  const { plan } = parseTraceQl(query);
  return plan && panelOfPlan(plan);
}

/** Empty when there are no conditions. */
export function queryOfPanel(panel: PanelConditions): string {
  const filters = [...ownFilters(panel), ...panel.others.flatMap((text) => filtersOfCondition(text) ?? [])];
  return filters.length === 0 ? '' : printTraceQl(planOfFilters(filters));
}

/**
 * The query, narrowed by filters as links and charts write them into the address. Conditions that it has already are replaced. A query
 * that is more than conditions gets them as a further stage, which is asked of the spans it selects; one with faults stays.
 */
export function narrowed(query: string, filters: TraceFilters): string {
  const more = panelOfFilters(filters);
  const panel = panelOf(query);
  if (panel !== undefined) return queryOfPanel(merged(panel, more));
  const { plan } = parseTraceQl(query);
  const conditions = queryOfPanel(more);
  if (plan === undefined || conditions === '') return query;
  const { spansets } = plan;
  const last = spansets.type === 'pipeline' ? spansets.stages.at(-1) : undefined;
  const ofLast = last?.type === 'filter' ? panelOfPlan({ spansets: last.spansets, hints: [] }) : undefined;
  if (spansets.type !== 'pipeline' || ofLast === undefined)
    return withHints(`${printSpansets(spansets)} | ${conditions}`, plan);
  const stages = spansets.stages.slice(0, -1);
  const before = stages.length === 0 ? spansets.source : { ...spansets, stages };
  return withHints(`${printSpansets(before)} | ${queryOfPanel(merged(ofLast, more))}`, plan);
}

/** A condition as a person types it: `key=value`, or TraceQL. As TraceQL writes it; undefined when it is neither. */
export function readCondition(text: string): string | undefined {
  const filters = filtersOfCondition(text);
  if (filters !== undefined && filters.length > 0) return filters.map(printFilter).join(' && ');
  const pair = readAttribute(text);
  return pair === undefined ? undefined : printFilter(attributeFilter(...pair));
}

/** A value as TraceQL writes it. */
export function valueText({ text, type }: Pick<AttributeValueCount, 'text' | 'type'>): string {
  return type === 'string' ? printExpression({ type: 'string', value: text, at: NOWHERE }) : text;
}

/** `span.http.route = "/cart"`. Undefined where TraceQL has no such number (NaN, infinity). */
export function attributeCondition(
  owner: AttributeOwner,
  name: string,
  value: Pick<AttributeValueCount, 'text' | 'type'>,
): string | undefined {
  const field = printExpression({ type: 'attribute', scope: owner, ofParent: false, name, at: NOWHERE });
  const filters = filtersOfCondition(`${field} = ${valueText(value)}`);
  return filters?.map(printFilter).join(' && ');
}

const NOWHERE = { from: 0, to: 0 };

function withHints(text: string, { hints }: TraceQlPlan): string {
  return hints.reduce((query, { name, value }) => `${query} with (${name}=${String(value)})`, text);
}

function panelOfPlan(plan: TraceQlPlan): PanelConditions | undefined {
  const filters = filtersOf(plan);
  if (filters === undefined) return undefined;
  const panel: { -readonly [Key in keyof PanelConditions]: PanelConditions[Key] } & { others: string[] } = {
    others: [],
  };
  for (const filter of filters) {
    const own = ownCondition(filter);
    // The second of a kind has no field of its own.
    if (own === undefined || panel[own.key] !== undefined) panel.others.push(printFilter(filter));
    else Object.assign(panel, { [own.key]: own.value });
  }
  return panel;
}

interface OwnCondition {
  readonly key: Exclude<keyof PanelConditions, 'others'>;
  readonly value: string;
}

function ownCondition(filter: TraceFilter): OwnCondition | undefined {
  if (!('value' in filter)) return undefined;
  const { field, operator, value } = filter;
  if (isServiceName(field))
    return operator === '=' && value.type === 'string' ? { key: 'service', value: value.value } : undefined;
  if (field.type !== 'intrinsic') return undefined;
  switch (field.name) {
    case 'span:name':
      return operator === '=' && value.type === 'string' ? { key: 'operation', value: value.value } : undefined;
    case 'span:status':
      if (value.type !== 'status' || value.value !== 'error' || (operator !== '=' && operator !== '!='))
        return undefined;
      return { key: 'status', value: operator === '=' ? 'error' : 'ok' };
    case 'trace:duration':
      if (value.type !== 'duration' || (operator !== '>=' && operator !== '<=')) return undefined;
      return {
        key: operator === '>=' ? 'minDuration' : 'maxDuration',
        value: printFilter(filter).replace(/^.* /, ''),
      };
    default:
      return undefined;
  }
}

function isServiceName(field: FilterField): boolean {
  if (field.type !== 'attribute' || field.ofParent || field.name !== 'service.name') return false;
  return field.scope === 'resource' || field.scope === 'any';
}

function ownFilters({ service, operation, status, minDuration, maxDuration }: PanelConditions): TraceFilter[] {
  const filters: TraceFilter[] = [];
  if (service !== undefined) filters.push({ field: SERVICE, operator: '=', value: { type: 'string', value: service } });
  if (operation !== undefined)
    filters.push({
      field: { type: 'intrinsic', name: 'span:name' },
      operator: '=',
      value: { type: 'string', value: operation },
    });
  if (status !== undefined)
    filters.push({
      field: { type: 'intrinsic', name: 'span:status' },
      operator: status === 'error' ? '=' : '!=',
      value: { type: 'status', value: 'error' },
    });
  for (const [operator, text] of [['>=', minDuration] as const, ['<=', maxDuration] as const]) {
    const ms = readDurationMs(text);
    if (ms === undefined) continue;
    const value = { type: 'duration', ns: Math.round(ms * 1e6) } as const;
    filters.push({ field: { type: 'intrinsic', name: 'trace:duration' }, operator, value });
  }
  return filters;
}

const SERVICE = { type: 'attribute', scope: 'resource', ofParent: false, name: 'service.name' } as const;

function panelOfFilters({
  service,
  operation,
  status,
  minDuration,
  maxDuration,
  attributes = [],
}: TraceFilters): PanelConditions {
  const own = { service, operation, status, minDuration, maxDuration };
  const pairs = attributes.map(readAttribute).filter((pair) => pair !== undefined);
  return { ...own, others: pairs.map((pair) => printFilter(attributeFilter(...pair))) };
}

/** Text has no type: what looks like a number, true or false is taken for one, unless it stands in quotes (see `attributePair`). */
function attributeFilter(name: string, text: string): TraceFilter {
  const field = { type: 'attribute', scope: 'any', ofParent: false, name } as const;
  const { plan } = parseTraceQl(`{ .x = ${text} }`);
  const [typed] = (plan && filtersOf(plan)) ?? [];
  const isTyped = typed !== undefined && 'value' in typed && /^(integer|float|boolean|string)$/.test(typed.value.type);
  return { field, operator: '=', value: isTyped ? typed.value : { type: 'string', value: text } };
}

function merged(panel: PanelConditions, { others, ...more }: PanelConditions): PanelConditions {
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return { ...panel, ...given, others: [...new Set([...panel.others, ...others])] };
}

function filtersOfCondition(text: string): TraceFilter[] | undefined {
  const { plan } = parseTraceQl(`{ ${text} }`);
  return plan && filtersOf(plan);
}

function printFilter(filter: TraceFilter): string {
  return printTraceQl(planOfFilters([filter]))
    .replace(/^\{ ?/, '')
    .replace(/ ?\}$/, '');
}
