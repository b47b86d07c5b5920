// The columns that spans and log records have alike: whose they are and where they come from.
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import type { Scope } from './envelope.ts';
import type { Resource } from './ResourceRows.ts';

export class EnvelopeColumns {
  readonly tenant = new LowCardinalityColumn();
  readonly service = new LowCardinalityColumn();
  readonly resourceId = new FixedColumn('UInt64', 8);
  readonly scopeName = new LowCardinalityColumn();
  readonly scopeVersion = new LowCardinalityColumn();
  #body: Uint8Array = new Uint8Array(0);
  #tenantIndex = 0;
  #serviceIndex = 0;
  #idLow = 0;
  #idHigh = 0;
  #nameIndex = 0;
  #versionIndex = 0;

  startRequest(body: Uint8Array, tenant: string): void {
    const bytes = Buffer.from(tenant);
    this.#body = body;
    this.#tenantIndex = this.tenant.indexOf(bytes, 0, bytes.length);
  }

  enterResource({ idLow, idHigh, serviceName }: Resource): void {
    this.#idLow = idLow;
    this.#idHigh = idHigh;
    this.#serviceIndex = this.service.indexOf(serviceName, 0, serviceName.length);
  }

  enterScope({ name, version }: Scope): void {
    this.#nameIndex = this.scopeName.indexOf(this.#body, name.start, name.end - name.start);
    this.#versionIndex = this.scopeVersion.indexOf(this.#body, version.start, version.end - version.start);
  }

  /** One row with the request, resource and scope that were entered last. */
  append(): void {
    this.tenant.index(this.#tenantIndex);
    this.service.index(this.#serviceIndex);
    this.resourceId.u64(this.#idLow, this.#idHigh);
    this.scopeName.index(this.#nameIndex);
    this.scopeVersion.index(this.#versionIndex);
  }
}
