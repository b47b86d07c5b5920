// Who called whom, as SQL over `spans`. A callee's span and its parent in another service are one call; a caller's span that no service
// answered went to whom its attributes name. Used for the roll-up of minutes that are over (EdgeRollup.ts) and for what it lacks.

/** Conditions on spans. */
export interface EdgeSpans {
  /** Those that count: the callee's span of each call, and the caller's where no service answered. */
  readonly calls: string;
  /** Where callers are looked for: a call may have begun earlier. */
  readonly callers: string;
  /** Where answers are looked for: one may come later. */
  readonly answers: string;
}

/** How much earlier and later. */
export const CALLER_BEFORE_S = 600;
export const ANSWER_AFTER_S = 90;

const BUCKET = 'toUInt16(floor(16 * log2(greatest(0, Duration) + 1)))';

// LEFT ANY JOIN gives each callee one caller. INNER ANY JOIN would also give each caller one callee only, and lose all its other calls.
/**
 * Rows of From, To, Peer, Calls, Errors and Durations (a histogram as in red_1m). To is empty where no service answered; Peer then has the
 * values of the attributes that the parameter `peerAttributes` names.
 */
export function edgesSql({ calls, callers, answers }: EdgeSpans): string {
  return `SELECT From, To, Peer, sum(BucketCalls) AS Calls, sum(BucketErrors) AS Errors,
    (groupArray(Bucket), groupArray(BucketCalls)) AS Durations
  FROM (
    SELECT CAST(caller.ServiceName, 'String') AS From, CAST(callee.ServiceName, 'String') AS To, emptyArrayString() AS Peer,
      callee.Bucket AS Bucket, count() AS BucketCalls, countIf(callee.StatusCode = 2 OR caller.StatusCode = 2) AS BucketErrors
    FROM (
      SELECT TraceId, ParentSpanId, ServiceName, Kind, StatusCode, ${BUCKET} AS Bucket FROM spans
      WHERE ${calls} AND ParentSpanId != toFixedString('', 8)
    ) AS callee
    LEFT ANY JOIN (
      SELECT TraceId, SpanId, ServiceName, Kind, StatusCode FROM spans
      WHERE ${callers} AND TraceId IN (SELECT TraceId FROM spans WHERE ${calls})
    ) AS caller ON callee.TraceId = caller.TraceId AND callee.ParentSpanId = caller.SpanId
    WHERE caller.SpanId != toFixedString('', 8)
      AND (caller.ServiceName != callee.ServiceName OR (caller.Kind IN (3, 4) AND callee.Kind IN (2, 5)))
    GROUP BY From, To, Bucket
    UNION ALL
    SELECT CAST(ServiceName, 'String') AS From, '' AS To, arrayMap(name -> SpanAttributes[name], {peerAttributes:Array(String)}) AS Peer,
      ${BUCKET} AS Bucket, count() AS BucketCalls, countIf(StatusCode = 2) AS BucketErrors
    FROM spans
    WHERE ${calls} AND Kind IN (3, 4) AND (TraceId, SpanId) NOT IN (
      SELECT TraceId, ParentSpanId FROM spans WHERE ${answers} AND Kind IN (2, 5) AND ParentSpanId != toFixedString('', 8)
    )
    GROUP BY From, Peer, Bucket
  )
  GROUP BY From, To, Peer`;
}
