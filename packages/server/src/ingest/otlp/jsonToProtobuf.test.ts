import { jsonToProtobuf } from './jsonToProtobuf.ts';

const text = (value: string): Uint8Array => Buffer.from(value);
const span = (fields: string): Uint8Array =>
  jsonToProtobuf('traces', text(`{"resourceSpans":[{"scopeSpans":[{"spans":[{${fields}}]}]}]}`));

describe('OTLP JSON', () => {
  it('takes 64-bit integers as strings and as numbers, exactly', () => {
    expect(span('"startTimeUnixNano":1795000000000000005')).toEqual(span('"startTimeUnixNano":"1795000000000000005"'));
    expect(span('"startTimeUnixNano":1795000000000000005')).not.toEqual(
      span('"startTimeUnixNano":"1795000000000000000"'),
    );
  });

  it('takes enums as numbers and as names', () => expect(span('"kind":2')).toEqual(span('"kind":"SPAN_KIND_SERVER"')));

  it('takes ids in lower and upper case', () => expect(span('"traceId":"AB"')).toEqual(span('"traceId":"ab"')));

  it('ignores fields that it does not know', () =>
    expect(span('"name":"a","novel":{"x":[1]}')).toEqual(span('"name":"a"')));

  it('keeps attributes that are called like id fields', () => {
    const attributes = (key: string): Uint8Array =>
      span(`"attributes":[{"key":"${key}","value":{"stringValue":"zz"}}]`);
    expect(Buffer.from(attributes('spanId')).includes('spanId')).toBe(true);
  });

  it.each([
    ['{"resourceSpans":', 'The body is not OTLP JSON: '],
    ['[]', 'the body is not a JSON object'],
    ['{"resourceSpans":7}', 'array expected'],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}', 'traceId is not hexadecimal'],
  ])('%s is malformed', (body, message) => expect(() => jsonToProtobuf('traces', text(body))).toThrow(message));
});
