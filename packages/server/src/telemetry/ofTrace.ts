// Finds the spans of one trace in `spans`: its five minutes are not known, but within each the key leaves a granule or two, and a bloom
// filter all but those that hold the trace.

/** Restricts `spans` to one trace; takes the parameters `tenant` and `traceId`, 32 hexadecimal digits. */
export const OF_TRACE = `Tenant = {tenant:String} AND TraceId = toFixedString(unhex({traceId:String}), 16)`;
