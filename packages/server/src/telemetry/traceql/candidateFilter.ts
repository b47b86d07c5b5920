// Which traces may match a TraceQL query, told by an index: some of their spans must meet conditions, or the trace as a whole.
import type { Needs } from '@watchingcat/query';
import { conditionSql, type ConditionContext, type SqlCondition } from './conditionSql.ts';

export interface CandidateFilter {
  /** See TraceConditions. */
  readonly candidates: readonly ((ofSpans: string) => string)[];
  readonly having: readonly string[];
}

/** Bits of a UInt32; needs beyond that exclude nothing. */
const MAX_NEEDS = 32;

/** Sound, not complete: it never excludes a trace that matches. */
export function candidateFilter(needs: Needs | undefined, context: Omit<ConditionContext, 'subject'>): CandidateFilter {
  const ofTrace: ConditionContext = { ...context, subject: 'trace' };
  const having: string[] = [];
  /** For each need: conditions of which one must hold of a span. */
  const wheres: string[][] = [];

  /** What must hold of the bits of the needs that are met. @param isCertain whether every matching trace meets this */
  const required = (need: Needs | undefined, isCertain: boolean): string | undefined => {
    if (need === undefined) return undefined;
    if (need.type === 'span') {
      if (isCertain)
        having.push(...need.conditions.flatMap((condition) => conditionSql(condition, ofTrace)?.sql ?? []));
      const conditions = need.conditions.flatMap(
        (condition) => conditionSql(condition, { ...context, subject: 'span' }) ?? [],
      );
      if (conditions.length === 0 || wheres.length === MAX_NEEDS) return undefined;
      wheres.push(waysToMeet(conditions));
      return `bitTest(Met, ${wheres.length - 1})`;
    }
    const parts = need.needs.map((part) => required(part, isCertain && need.type === 'allOf'));
    const told = parts.filter((part) => part !== undefined);
    if (told.length === 0 || (need.type === 'anyOf' && told.length < parts.length)) return undefined;
    return `(${told.join(need.type === 'allOf' ? ' AND ' : ' OR ')})`;
  };

  const needed = required(needs, true);
  if (needed === undefined) return { candidates: [], having };
  const select = (ofSpans: string): string => {
    const selects = wheres.flatMap((ways, need) =>
      ways.map((where) => `SELECT TraceId, toUInt32(${2 ** need}) AS Need FROM spans WHERE ${ofSpans} AND ${where}`),
    );
    return `SELECT TraceId FROM (${selects.join(' UNION ALL ')}) GROUP BY TraceId HAVING (groupBitOr(Need) AS Met) > 0 AND ${needed}`;
  };
  return { candidates: [select], having };
}

/** Apart, so that what is unsure does not keep an index from answering what is not. */
function waysToMeet(conditions: readonly SqlCondition[]): string[] {
  const certain = conditions.map(({ sql }) => sql).join(' AND ');
  const unsure = conditions.flatMap((condition) => condition.unsure);
  return unsure.length === 0 ? [certain] : [certain, `(${unsure.join(' OR ')})`];
}
