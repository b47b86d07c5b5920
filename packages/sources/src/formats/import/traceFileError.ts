// What can be wrong with a file that someone opens.

/** Nothing of the file can be shown. The message is for the person who chose it: what is wrong, where, and what would do. */
export class TraceFileError extends Error {
  override readonly name = 'TraceFileError';
}

/** More would be a wall of text that nobody reads; the rest is counted. */
const MAX_WARNINGS = 20;

/** What was left out of a file or read otherwise than it stands there. */
export class Warnings {
  readonly #texts: string[] = [];
  #more = 0;

  add(text: string): void {
    if (this.#texts.length < MAX_WARNINGS) this.#texts.push(text);
    else this.#more++;
  }

  /** At most 21, the last of which says how many more there were. */
  list(): string[] {
    return this.#more === 0 ? this.#texts : [...this.#texts, `… and ${this.#more} more of this kind.`];
  }
}
