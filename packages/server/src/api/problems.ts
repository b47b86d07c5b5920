// Every error that the API answers, as RFC 9457 problem documents. `type` is stable and for programs; `detail` tells a person what to do.
// GET /api/v1/problems lists them.

const problem = (status: number, title: string, help: string) => ({ status, title, help });

export const PROBLEMS = {
  'bad-parameter': problem(
    400,
    'A parameter is missing, unknown or malformed',
    'Correct the parameter that `detail` names.',
  ),
  'bad-time': problem(400, 'Not a time', 'Send RFC 3339, Unix s, ms, µs or ns, or a relative time such as now-15m.'),
  'start-after-end': problem(400, 'The time range is empty', 'Send a start that lies before the end.'),
  'bad-duration': problem(
    400,
    'Not a duration',
    'Send milliseconds as a number, or a number with a unit: 250ms, 1.5s, 2m.',
  ),
  'bad-query': problem(
    400,
    'The query cannot be answered',
    'Correct the query at the places that `errors` names (offsets from, to in UTF-16 units).',
  ),
  'limit-out-of-range': problem(
    400,
    'The limit is out of range',
    'Send a whole number from 1 to 1000, and read further pages by cursor.',
  ),
  'bad-cursor': problem(
    400,
    'The cursor does not fit',
    'Send the cursor with the search it came from, or start again without it.',
  ),
  'bad-trace-id': problem(
    400,
    'Not a trace id',
    'Send 32 hexadecimal digits (or 16, which are padded with zeros on the left).',
  ),
  'bad-span-id': problem(400, 'Not a span id', 'Send 16 hexadecimal digits.'),
  'malformed-json': problem(400, 'The body is not JSON', 'Send one JSON object, with Content-Type: application/json.'),
  'bad-url': problem(
    400,
    'The URL is malformed',
    'Percent-encode what is not plain ASCII, and see /api/docs for the routes.',
  ),
  'origin-not-allowed': problem(
    403,
    'Requests from this origin are refused',
    'Call the API from a page that this server serves, or without a browser.',
  ),
  'not-found': problem(404, 'No such route', 'See /api/docs for the routes.'),
  'trace-not-found': problem(
    404,
    'No span of this trace is stored',
    'Check the id. A trace that is being sent now appears within seconds.',
  ),
  'span-not-found': problem(
    404,
    'The span is not stored',
    'Check both ids. A span appears once its process has sent it.',
  ),
  'method-not-allowed': problem(
    405,
    'The route does not take this method',
    'Use a method that the Allow header names.',
  ),
  'not-acceptable': problem(406, 'The answer is JSON', 'Send Accept: application/json, or no Accept header.'),
  'body-too-large': problem(413, 'The body is too large', 'Send a smaller body.'),
  'unsupported-media-type': problem(415, 'The body is not of a known type', 'Send Content-Type: application/json.'),
  'host-not-allowed': problem(
    421,
    'The Host header names an unknown host',
    'Add the name to hostNames in the configuration, if it is this server.',
  ),
  'too-much': problem(
    422,
    'The query needs too much',
    'Ask for a shorter time range, or add a service or an operation.',
  ),
  'empty-cohort': problem(
    422,
    'There is no trace to compare with',
    'Search a longer time range, or with fewer conditions, for traces whose root is the same operation.',
  ),
  'request-cancelled': problem(499, 'The client went away', 'Nothing: nobody reads this answer.'),
  'internal-error': problem(500, 'A fault of WatchingCat', "See the server's log for the request id, and report it."),
  'source-failed': problem(
    502,
    'The source of the data gave no usable answer',
    'See `detail`, and the log of the server.',
  ),
  unavailable: problem(503, 'The store does not answer', 'Try again after the time in Retry-After.'),
  timeout: problem(504, 'The query took too long', 'Ask for a shorter time range, or add a service or an operation.'),
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/** Thrown by routes; the error handler makes the answer of it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly members: Readonly<Record<string, unknown>>;
  /** @param members further members of the document, such as `parameter` */
  constructor(
    kind: ProblemKind,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.kind = kind;
    this.members = members;
  }
}

export function problemType(kind: ProblemKind): string {
  return `urn:watchingcat:problem:${kind}`;
}

export function problemDocument({ kind, message, members }: ProblemError): ProblemDocument {
  const { status, title } = PROBLEMS[kind];
  return { type: problemType(kind), title, status, detail: message, ...members };
}
