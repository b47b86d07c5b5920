// ExportTraceServiceRequest to blocks of `spans` and `resources`.
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { walkEnvelope } from './envelope.ts';
import { Rejections } from './Rejections.ts';
import { ResourceRows } from './ResourceRows.ts';
import { SpanColumns } from './spanColumns.ts';
import { SpanReader } from './SpanReader.ts';
import { TimeGuard } from './TimeGuard.ts';
import type { Added, Batch, Transcoder } from './Transcoder.ts';

/** The transcoder of the signal `traces`. */
export function tracesTranscoder(): Transcoder {
  const columns = new SpanColumns();
  const times = new TimeGuard();
  const spans = new SpanReader(columns, times);
  const resources = new ResourceRows();

  function add(body: Uint8Array, tenant: string): Added {
    const reader = new ProtobufReader(body);
    const tenantBytes = Buffer.from(tenant);
    const tenantIndex = columns.tenant.indexOf(tenantBytes, 0, tenantBytes.length);
    const before = columns.block.rows;
    const rejections = new Rejections();
    const used = new Set<ReturnType<ResourceRows['find']>>();
    let resource: ReturnType<ResourceRows['find']>;
    let service = 0;
    let scopeName = 0;
    let scopeVersion = 0;
    columns.block.mark();
    times.startRequest();
    try {
      walkEnvelope(reader, {
        resource({ start, end }) {
          resource = resources.find(body, start, end);
          service = columns.service.indexOf(resource.serviceName, 0, resource.serviceName.length);
          used.add(resource);
        },
        scope({ name, version }) {
          scopeName = columns.scopeName.indexOf(body, name.start, name.end - name.start);
          scopeVersion = columns.scopeVersion.indexOf(body, version.start, version.end - version.start);
        },
        record(end) {
          const fault = spans.read(reader, end);
          if (fault !== undefined) return rejections.add(fault);
          columns.tenant.index(tenantIndex);
          columns.service.index(service);
          columns.resourceId.u64(resource.idLow, resource.idHigh);
          columns.scopeName.index(scopeName);
          columns.scopeVersion.index(scopeVersion);
        },
      });
    } catch (error) {
      columns.block.rollback();
      for (const attributes of [columns.attributes, columns.eventAttributes, columns.linkAttributes])
        attributes.abandonRow();
      throw error;
    }
    for (const one of used) resources.use(one, tenant);
    return { accepted: columns.block.rows - before, rejected: rejections.count, message: rejections.message('span') };
  }

  function take(nowMs: number): Batch {
    const { block, receipt } = resources.take(nowMs);
    const spanBlock = columns.block.rows > 0 ? [columns.block.take()] : [];
    times.startBatch();
    return { blocks: block ? [block, ...spanBlock] : spanBlock, resources: receipt };
  }

  return {
    get rows() {
      return columns.block.rows;
    },
    get byteLength() {
      return columns.block.byteLength;
    },
    get mustBeTaken() {
      return times.isBatchFull;
    },
    add,
    take,
    stored: (batch, nowMs) => resources.stored(batch.resources, nowMs),
  };
}
