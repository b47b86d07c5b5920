// Values of a query on their way into SQL: each becomes a parameter, and its placeholder stands in the text.
import type { QueryParameter } from '../../store/Store.ts';

export class BoundValues {
  readonly parameters: Record<string, QueryParameter> = {};
  #count = 0;

  text(value: string): string {
    return this.#bind(value, 'String');
  }

  number(value: number): string {
    return this.#bind(value, 'Float64');
  }

  integer(value: bigint): string {
    return this.#bind(value, 'Int64');
  }

  #bind(value: QueryParameter, type: string): string {
    const name = `q${this.#count++}`;
    this.parameters[name] = value;
    return `{${name}:${type}}`;
  }
}
