// Resources of OTLP messages: a 64-bit id for each, the service's name, and one row in `resources` for those the store does not know yet.
// Resources repeat in every request, so each is looked at once and then found by its bytes.
import { createHash } from 'node:crypto';
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import type { Block } from '../columns/BlockBuilder.ts';
import { ByteDictionary } from '../columns/ByteDictionary.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { AttributeColumns } from './AttributeColumns.ts';

/** What rows of one resource have in common. */
export interface Resource {
  readonly idLow: number;
  readonly idHigh: number;
  /** UTF-8, empty when the resource has no `service.name`. */
  readonly serviceName: Uint8Array;
  /** The Resource message, copied. */
  readonly message: Uint8Array;
  /** Per tenant: when a row was last stored, in ms. */
  readonly storedAt: Map<string, number>;
}

/** LastSeen of a resource is at most this much behind. */
const REFRESH_MS = 5 * 60_000;
/** Above this many resources the memory starts anew. */
const MAX_KNOWN = 20_000;
const SERVICE_NAME = Buffer.from('service.name');
const UNKNOWN: Uint8Array = new Uint8Array(0);

/** Rows that were taken to be stored: given back to `stored` when they are. */
export type ResourceReceipt = ReadonlyMap<Resource, readonly string[]>;

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
  #used = new Map<Resource, Set<string>>();

  /** The resource whose message lies in `bytes` from `start` to `end`. @throws MalformedOtlpError */
  find(bytes: Uint8Array, start: number, end: number): Resource {
    if (this.#known.length > MAX_KNOWN) {
      this.#dictionary.clear();
      this.#known = [];
    }
    const known = this.#dictionary.indexOf(bytes, start, end - start);
    const resource = this.#known[known];
    if (resource) return resource;
    try {
      return (this.#known[known] = readResource(Uint8Array.prototype.slice.call(bytes, start, end)));
    } catch (error) {
      // Its bytes are in the dictionary already, without a resource.
      this.#dictionary.clear();
      this.#known = [];
      throw error;
    }
  }

  /** Says that the rows of a request refer to the resource: it gets a row of its own unless the store has a fresh one. */
  use(resource: Resource, tenant: string): void {
    const tenants = this.#used.get(resource);
    if (tenants) tenants.add(tenant);
    else this.#used.set(resource, new Set([tenant]));
  }

  /** The rows that the store needs for what was used since the last time. */
  take(nowMs: number): { readonly block: Block | undefined; readonly receipt: ResourceReceipt } {
    const receipt = new Map<Resource, readonly string[]>();
    for (const [resource, used] of this.#used) {
      const tenants = [...used].filter((tenant) => (resource.storedAt.get(tenant) ?? 0) + REFRESH_MS < nowMs);
      for (const tenant of tenants) this.#append(resource, tenant, nowMs);
      if (tenants.length > 0) receipt.set(resource, tenants);
    }
    this.#used = new Map();
    return { block: this.#block.rows > 0 ? this.#block.take() : undefined, receipt };
  }

  /** The rows of a receipt are durable. */
  stored(receipt: ResourceReceipt, nowMs: number): void {
    for (const [resource, tenants] of receipt) for (const tenant of tenants) resource.storedAt.set(tenant, nowMs);
  }

  #append(resource: Resource, tenant: string, nowMs: number): void {
    const tenantBytes = Buffer.from(tenant);
    this.#tenant.bytes(tenantBytes, 0, tenantBytes.length);
    this.#id.u64(resource.idLow, resource.idHigh);
    this.#service.bytes(resource.serviceName, 0, resource.serviceName.length);
    eachAttribute(resource.message, (reader, end) => this.#attributes.append(reader, end));
    this.#attributes.closeRow();
    const nowNs = BigInt(nowMs) * 1_000_000n;
    this.#lastSeen.u64(Number(nowNs & 0xffffffffn), Number(nowNs >> 32n));
  }
}

function readResource(message: Uint8Array): Resource {
  const hash = createHash('sha256').update(message).digest();
  const probe = new AttributeColumns();
  let serviceName = UNKNOWN;
  eachAttribute(message, (reader, end) => {
    const start = reader.position;
    probe.append(reader, end); // finds malformed values before a row is made of them
    reader.position = start;
    const name = serviceNameOf(reader, end);
    if (name) serviceName = name;
  });
  return { idLow: hash.readUInt32LE(0), idHigh: hash.readUInt32LE(4), serviceName, message, storedAt: new Map() };
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
  const { bytes } = reader;
  let isName = false;
  let text: Uint8Array | undefined;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 10) {
      const from = reader.delimited(end);
      isName = SERVICE_NAME.equals(bytes.subarray(from, reader.position));
    } else if (tag === 18) {
      const valueEnd = reader.length(end) + reader.position;
      while (reader.position < valueEnd) {
        const valueTag = reader.varint();
        if (valueTag === 10) {
          const from = reader.delimited(valueEnd);
          text = bytes.subarray(from, reader.position);
        } else reader.skip(valueTag, valueEnd);
      }
    } else reader.skip(tag, end);
  }
  return isName ? text : undefined;
}
