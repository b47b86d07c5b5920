// Metrics whose values lie elsewhere and are read at the moment of a scrape. prom-client keeps values of its own; these replace them.
import { Counter, Gauge, type Registry } from 'prom-client';

type Labels<Name extends string> = Partial<Record<Name, string>>;
type Samples<Name extends string> = readonly (readonly [Labels<Name>, number])[];

/** @param read all samples, each only ever growing */
export function counter<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Name[],
  read: () => Samples<Name> | Promise<Samples<Name>>,
): void {
  new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const samples = await read();
      this.reset();
      for (const [labels, value] of samples) this.inc(labels, value);
    },
  });
}

/** @param read all samples; none where nothing is known */
export function gauge<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Name[],
  read: () => Samples<Name> | Promise<Samples<Name>>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const samples = await read();
      this.reset();
      // Without labels it stands at 0 after a reset, which would be a value.
      if (samples.length === 0 && labelNames.length === 0) this.remove();
      for (const [labels, value] of samples) this.set(labels, value);
    },
  });
}
