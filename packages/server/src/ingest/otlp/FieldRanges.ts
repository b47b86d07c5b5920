// Where the repeated fields of a message lie, noted while it is read and used once it is known to be valid. Used again for each message.

export class FieldRanges {
  count = 0;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);

  add(start: number, end: number): void {
    if (this.count === this.#starts.length) {
      const size = this.#starts.length * 2;
      const starts = new Int32Array(size);
      const ends = new Int32Array(size);
      starts.set(this.#starts);
      ends.set(this.#ends);
      this.#starts = starts;
      this.#ends = ends;
    }
    this.#starts[this.count] = start;
    this.#ends[this.count++] = end;
  }

  start(i: number): number {
    return this.#starts[i];
  }

  end(i: number): number {
    return this.#ends[i];
  }

  clear(): void {
    this.count = 0;
  }
}
