// ExportTraceServiceRequest to blocks of `spans` and `resources`.
import { signalTranscoder } from './signalTranscoder.ts';
import { SpanColumns } from './spanColumns.ts';
import { SpanReader } from './SpanReader.ts';
import type { Transcoder } from './Transcoder.ts';

/** The transcoder of the signal `traces`. */
export function tracesTranscoder(): Transcoder {
  return signalTranscoder((times) => {
    const columns = new SpanColumns();
    const spans = new SpanReader(columns, times);
    return {
      noun: 'span',
      blocks: [columns.block],
      startRequest: (body, tenant) => columns.envelope.startRequest(body, tenant),
      resource: (resource) => columns.envelope.enterResource(resource),
      scope: (scope) => columns.envelope.enterScope(scope),
      record(reader, end, rejections) {
        const fault = spans.read(reader, end);
        if (fault !== undefined) {
          rejections.add(fault);
          return 0;
        }
        columns.envelope.append();
        return 1;
      },
      abandonRequest() {
        for (const attributes of [columns.attributes, columns.eventAttributes, columns.linkAttributes])
          attributes.abandonRow();
      },
    };
  });
}
