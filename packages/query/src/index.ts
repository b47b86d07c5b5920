export { parseTraceQl, type TraceQlResult } from './traceql/parseTraceQl.ts';
export type * from './traceql/plan.ts';
export { printExpression, printScalar, printSpansets, printTraceQl, relationWord } from './traceql/printTraceQl.ts';
