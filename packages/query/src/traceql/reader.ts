// What all parts of the parser share while they read one query: the grammar's tree, and the errors so far.
import type { Query } from './grammar.ts';
import type { Place, TraceQlError } from './plan.ts';

export class Reader {
  readonly query: Query;
  readonly errors: TraceQlError[] = [];

  constructor(query: Query) {
    this.query = query;
  }

  /** Notes an error and goes on, so that all are found at once. What is read on is thrown away. */
  fail({ from, to }: Place, message: string): void {
    this.errors.push({ from, to, message });
  }
}
