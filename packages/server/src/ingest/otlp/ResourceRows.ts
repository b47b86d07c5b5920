// Resources of OTLP messages: a 64-bit id for each, the service's name, and one row in `resources` for those the store does not know yet.
// Resources repeat in every request, so each is looked at once and then found by its bytes.
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import type { Block } from '../columns/BlockBuilder.ts';
import { ByteDictionary } from '../columns/ByteDictionary.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import { attributesHash } from './attributesHash.ts';
import type { Receipt, StoredAt } from './Freshness.ts';

/** What rows of one resource have in common. */
export interface Resource {
  readonly idLow: number;
  readonly idHigh: number;
  /** UTF-8, empty when the resource has no `service.name`. */
  readonly serviceName: Uint8Array;
  /** The Resource message, copied. */
  readonly message: Uint8Array;
  readonly storedAt: StoredAt;
}

/** Above this many resources the memory starts anew. */
const MAX_KNOWN = 20_000;
const SERVICE_NAME = Buffer.from('service.name');

export class ResourceRows {
  readonly #attributes = new AttributeColumns();
  readonly #tenant = new LowCardinalityColumn();
  readonly #id = new FixedColumn('UInt64', 8);
  readonly #service = new LowCardinalityColumn();
  readonly #lastSeen = new FixedColumn("DateTime64(9, 'UTC')", 8);
  readonly #block = new BlockBuilder('resources', {
    Tenant: this.#tenant,
    Id: this.#id,
    ServiceName: this.#service,
    Attributes: this.#attributes.map,
    AttributeTypes: this.#attributes.types,
    LastSeen: this.#lastSeen,
  });
  readonly #dictionary = new ByteDictionary();
  #known: Resource[] = [];

  /** The resource whose message lies in `bytes` from `start` to `end`. @throws MalformedOtlpError */
  find(bytes: Uint8Array, start: number, end: number): Resource {
    const known = this.#known[this.#dictionary.indexOf(bytes, start, end - start)];
    if (known) return known;
    if (this.#known.length >= MAX_KNOWN) this.#forget();
    try {
      const resource = readResource(Uint8Array.prototype.slice.call(bytes, start, end));
      return (this.#known[this.#dictionary.indexOf(bytes, start, end - start)] = resource);
    } catch (error) {
      this.#forget(); // its bytes are in the dictionary, without a resource
      throw error;
    }
  }

  /** The rows of a receipt. */
  block(receipt: Receipt<Resource>, nowMs: number): Block | undefined {
    for (const [resource, tenants] of receipt) for (const tenant of tenants) this.#append(resource, tenant, nowMs);
    return this.#block.rows > 0 ? this.#block.take() : undefined;
  }

  #append(resource: Resource, tenant: string, nowMs: number): void {
    this.#tenant.text(tenant);
    this.#id.u64(resource.idLow, resource.idHigh);
    this.#service.bytes(resource.serviceName, 0, resource.serviceName.length);
    eachAttribute(resource.message, (reader, end) => this.#attributes.append(reader, end));
    this.#attributes.closeRow();
    this.#lastSeen.timeMs(nowMs);
  }

  #forget(): void {
    this.#dictionary.clear();
    this.#known = [];
  }
}

function readResource(message: Uint8Array): Resource {
  const probe = new AttributeColumns();
  const attributes: Uint8Array[] = [];
  let serviceName: Uint8Array = new Uint8Array(0);
  eachAttribute(message, (reader, end) => {
    const start = reader.position;
    probe.append(reader, end); // finds malformed values before a row is made of them
    attributes.push(message.subarray(start, end));
    reader.position = start;
    serviceName = serviceNameOf(reader, end) ?? serviceName;
  });
  return { ...attributesHash(attributes), serviceName, message, storedAt: new Map() };
}

/** Resource.attributes is field 1. */
function eachAttribute(message: Uint8Array, visit: (reader: ProtobufReader, end: number) => void): void {
  const reader = new ProtobufReader(message);
  while (reader.position < message.length) {
    const tag = reader.varint();
    if (tag === 10) visit(reader, reader.length(message.length) + reader.position);
    else reader.skip(tag, message.length);
  }
  reader.endMessage(message.length);
}

/** The text of a KeyValue if it is service.name. */
function serviceNameOf(reader: ProtobufReader, end: number): Uint8Array | undefined {
  let isName = false;
  let text: Uint8Array | undefined;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 10) {
      const from = reader.delimited(end);
      isName = SERVICE_NAME.equals(reader.bytes.subarray(from, reader.position));
    } else if (tag === 18) text = stringValue(reader, reader.length(end) + reader.position);
    else reader.skip(tag, end);
  }
  return isName ? text : undefined;
}

/** The string of an AnyValue that is one. */
function stringValue(reader: ProtobufReader, end: number): Uint8Array | undefined {
  let text: Uint8Array | undefined;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 10) {
      const from = reader.delimited(end);
      text = reader.bytes.subarray(from, reader.position);
    } else reader.skip(tag, end);
  }
  return text;
}
