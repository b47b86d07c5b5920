// Which of the things that telemetry refers to (resources, series) the store must be told of: those that it does not have, and those whose
// LastSeen would become old. What was told counts once it is durable, so a failed insert is made good by the next batch.

/** LastSeen is at most this much behind. */
const REFRESH_MS = 5 * 60_000;

/** Per tenant: when its row was last stored, in ms. */
export type StoredAt = Map<string, number>;

/** Things whose rows are on their way, with the tenants they are for. */
export type Receipt<Thing> = ReadonlyMap<Thing, readonly string[]>;

export class Freshness<Thing extends { readonly storedAt: StoredAt }> {
  #used = new Map<Thing, Set<string>>();

  /** A row of the tenant refers to the thing. */
  use(thing: Thing, tenant: string): void {
    const tenants = this.#used.get(thing);
    if (tenants) tenants.add(tenant);
    else this.#used.set(thing, new Set([tenant]));
  }

  /** What was used since the last time and needs a row. */
  take(nowMs: number): Receipt<Thing> {
    const receipt = new Map<Thing, readonly string[]>();
    for (const [thing, used] of this.#used) {
      const tenants = [...used].filter((tenant) => (thing.storedAt.get(tenant) ?? 0) + REFRESH_MS < nowMs);
      if (tenants.length > 0) receipt.set(thing, tenants);
    }
    this.#used = new Map();
    return receipt;
  }

  /** The rows of the receipt are durable. */
  static stored(receipt: Receipt<{ readonly storedAt: StoredAt }>, nowMs: number): void {
    for (const [thing, tenants] of receipt) for (const tenant of tenants) thing.storedAt.set(tenant, nowMs);
  }
}
