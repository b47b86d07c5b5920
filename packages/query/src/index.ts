export { MAX_QUERY_LENGTH } from './traceql/limits.ts';
export { parseTraceQl, type TraceQlResult } from './traceql/parseTraceQl.ts';
export type * from './traceql/plan.ts';
export { printExpression, printScalar, printSpansets, printTraceQl, relationWord } from './traceql/printTraceQl.ts';
export { evaluateTraceQl, prepareTraceQl, type SpansetMatch } from './traceql/evaluate/evaluateTraceQl.ts';
export { matchedSpanSet } from './traceql/evaluate/matchedSpanSet.ts';
export { searchableTrace, type FieldValue, type SearchableTrace } from './traceql/evaluate/searchableTrace.ts';
export { fieldsOf } from './traceql/fieldsOf.ts';
export {
  filterOf,
  filtersOf,
  planOfFilters,
  type FilterField,
  type FilterValue,
  type TraceFilter,
} from './traceql/filters.ts';
export { alternativesOf, needsOf, type Needs, type SpanNeed } from './traceql/needs.ts';
export { completionsAt, type Completions, type CompletionWord } from './traceql/completionsAt.ts';
export { highlight, type Highlight, type HighlightKind } from './traceql/highlight.ts';
export { compileRegex, RegexError, type Regex } from './regex/compileRegex.ts';
export { INTRINSICS, intrinsicFacts, intrinsicWord, type Intrinsic, type ValueType } from './traceql/intrinsics.ts';
export { typeOf } from './traceql/types.ts';
