export { attributeText, type AttributeValue, type Attributes } from './attributes.ts';
export { buildTrace, type SpanColumns } from './buildTrace.ts';
export { COMPLETE, type Coverage } from './coverage.ts';
export { displayOrder } from './displayOrder.ts';
export {
  decodeAttributes,
  encodeAttributes,
  spansFromOtlpJson,
  spansToOtlpJson,
  type OtlpAnyValue,
  type OtlpKeyValue,
  type OtlpSpan,
  type OtlpTraceJson,
} from './otlpJson.ts';
export * from './logs.ts';
export * from './metrics.ts';
export * from './serviceGraph.ts';
export { SEVERITY_WORDS, severityOf } from './severity.ts';
export { SPAN_ID_BYTES, spanIdTexts } from './spanIdText.ts';
export { parentsById, traceOfTable, type SpanTable, type Texts } from './spanTable.ts';
export * from './spanAttributes.ts';
export * from './telemetry.ts';
export * from './time.ts';
export * from './trace.ts';
export { decodeTrace, encodeTrace } from './traceWire.ts';
