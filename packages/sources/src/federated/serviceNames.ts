// One service may be spelled in several ways: `Checkout` in Jaeger, `shop/checkout` in Prometheus (the namespace before it), `checkout` in
// the logs. Names of one back-end are never taken for one another; names of different back-ends are, when nothing else fits as well.
import type { SourceName } from '../sourceRequest.ts';

/** The first that knows a service decides how pages spell it: traces are what most links lead to. */
const ORDER: readonly SourceName[] = ['Jaeger', 'Prometheus', 'Elasticsearch'];

export type NamesBySource = ReadonlyMap<SourceName, readonly string[]>;

/** How each back-end spells a service. A back-end whose names are not known is asked with the name as it is. */
export class ServiceNames {
  readonly #known: NamesBySource;
  readonly #canonical = new Map<SourceName, ReadonlyMap<string, string>>();

  constructor(known: NamesBySource) {
    this.#known = known;
    const all = new Set<string>();
    for (const source of ORDER) {
      const names = known.get(source) ?? [];
      const byFold = groupByFold(all);
      const ownFolds = groupByFold(names);
      const canonical = names.map((name): [string, string] => {
        if (all.has(name)) return [name, name];
        const others = byFold.get(fold(name)) ?? [];
        const isUnique = others.length === 1 && ownFolds.get(fold(name))?.length === 1;
        return [name, isUnique ? others[0] : name];
      });
      this.#canonical.set(source, new Map(canonical));
      for (const [, name] of canonical) all.add(name);
    }
  }

  /** The name that pages show for what `source` calls `name`. */
  canonical(source: SourceName, name: string): string {
    return this.#canonical.get(source)?.get(name) ?? name;
  }

  /** What to ask `source` for; never empty. */
  spellings(source: SourceName, service: string): readonly string[] {
    const names = this.#known.get(source) ?? [];
    const spellings = names.filter((name) => this.canonical(source, name) === service);
    return spellings.length === 0 ? [service] : spellings;
  }
}

function groupByFold(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(names, fold);
}

/** Without namespace and case. */
function fold(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}
