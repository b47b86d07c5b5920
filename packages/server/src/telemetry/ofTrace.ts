// Finds the spans of one trace in `spans`. The trace index, by a bloom filter of ids, says in which seconds they lie; within these the key or
// another bloom filter leaves the granules that hold the trace.

const ID = 'toFixedString(unhex({traceId:String}), 16)';
/** Once a query, however often it stands in it: the engine evaluates equal scalar subqueries once. Of an unknown trace it is 1970. */
const TIMES = `(SELECT (min(Start), max(End)) FROM trace_index WHERE Tenant = {tenant:String} AND TraceId = ${ID})`;

/** Restricts `spans` to one trace; takes the parameters `tenant` and `traceId`, 32 hexadecimal digits. */
export const OF_TRACE = `Tenant = {tenant:String} AND TraceId = ${ID}
  AND Timestamp >= tupleElement(${TIMES}, 1) AND Timestamp <= tupleElement(${TIMES}, 2)`;
