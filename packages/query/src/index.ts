export { parseTraceQl, type TraceQlResult } from './traceql/parseTraceQl.ts';
export type * from './traceql/plan.ts';
