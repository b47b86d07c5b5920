// Where a trace view leads to. The view knows no addresses: a page and a panel give it theirs.
export interface TraceLinks {
  readonly trace: (traceId: string, spanId?: string) => string;
  /** Traces with a span of this attribute value, given as text (see model's `attributeText`). */
  readonly tracesWith: (key: string, value: string) => string;
  readonly service: (service: string) => string;
  /** Logs of one span; absent where there are none to look for. */
  readonly logsOfSpan?: ((spanId: string) => string) | undefined;
}

/** The text of an attribute's value in a link to traces with it: in quotes where a string would be taken for a number, true or false. */
export function searchedText(text: string, isString: boolean): string {
  return isString && /^(-?[\d.]|true$|false$|["`])/.test(text) ? JSON.stringify(text) : text;
}
