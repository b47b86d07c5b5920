// The columns of the table `spans` (store/migrations/), as a builder holds them.
import { ArrayColumn, Offsets } from '../columns/ArrayColumn.ts';
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../columns/StringColumn.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import { PROMOTED_ATTRIBUTES } from '../../store/promotedAttributes.ts';
import { EnvelopeColumns } from './EnvelopeColumns.ts';

const TIME = "DateTime64(9, 'UTC')";

export class SpanColumns {
  readonly envelope = new EnvelopeColumns();
  readonly timestamp = new FixedColumn(TIME, 8);
  readonly traceId = new FixedColumn('FixedString(16)', 16);
  readonly spanId = new FixedColumn('FixedString(8)', 8);
  readonly parentSpanId = new FixedColumn('FixedString(8)', 8);
  readonly traceState = new LowCardinalityColumn();
  readonly name = new LowCardinalityColumn();
  readonly kind = new FixedColumn('UInt8', 1);
  readonly attributes = new AttributeColumns(PROMOTED_ATTRIBUTES);
  readonly duration = new FixedColumn('Int64', 8);
  readonly statusCode = new FixedColumn('UInt8', 1);
  readonly statusMessage = new StringColumn();
  readonly flags = new FixedColumn('UInt32', 4);
  readonly events = new Offsets();
  readonly eventTimestamp = new FixedColumn(TIME, 8);
  readonly eventName = new LowCardinalityColumn();
  readonly eventAttributes = new AttributeColumns();
  readonly links = new Offsets();
  readonly linkTraceId = new FixedColumn('FixedString(16)', 16);
  readonly linkSpanId = new FixedColumn('FixedString(8)', 8);
  readonly linkTraceState = new StringColumn();
  readonly linkAttributes = new AttributeColumns();

  readonly block = new BlockBuilder('spans', {
    Tenant: this.envelope.tenant,
    Timestamp: this.timestamp,
    TraceId: this.traceId,
    SpanId: this.spanId,
    ParentSpanId: this.parentSpanId,
    TraceState: this.traceState,
    SpanName: this.name,
    Kind: this.kind,
    ServiceName: this.envelope.service,
    ResourceId: this.envelope.resourceId,
    ScopeName: this.envelope.scopeName,
    ScopeVersion: this.envelope.scopeVersion,
    SpanAttributes: this.attributes.map,
    SpanAttributeTypes: this.attributes.types,
    Duration: this.duration,
    StatusCode: this.statusCode,
    StatusMessage: this.statusMessage,
    Flags: this.flags,
    ...this.attributes.promoted.columns,
    'Events.Timestamp': new ArrayColumn(this.eventTimestamp, this.events),
    'Events.Name': new ArrayColumn(this.eventName, this.events),
    'Events.Attributes': new ArrayColumn(this.eventAttributes.map, this.events),
    'Events.AttributeTypes': new ArrayColumn(this.eventAttributes.types, this.events),
    'Links.TraceId': new ArrayColumn(this.linkTraceId, this.links),
    'Links.SpanId': new ArrayColumn(this.linkSpanId, this.links),
    'Links.TraceState': new ArrayColumn(this.linkTraceState, this.links),
    'Links.Attributes': new ArrayColumn(this.linkAttributes.map, this.links),
    'Links.AttributeTypes': new ArrayColumn(this.linkAttributes.types, this.links),
  });
}
