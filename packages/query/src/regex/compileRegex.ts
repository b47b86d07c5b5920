// Regular expressions that cannot be made to hang: matched in time proportional to the text by following all ways at once
// (K. Thompson 1968; https://swtch.com/~rsc/regexp/regexp1.html), with the sets of ways remembered as they come up (a lazy DFA).
// JavaScript's own RegExp takes exponential time for patterns such as (a|a)*b, and patterns come from outside.
import type { CharacterSet } from './characters.ts';
import { parseRegex, RegexError, type Assertion, type RegexNode } from './parseRegex.ts';

export { RegexError };

/** In characters. */
const MAX_PATTERN = 1_000;
/** Steps of the program after counted repetitions are written out: bounds time per character and memory. */
const MAX_STEPS = 4_000;
/** Transitions to remember. */
const MAX_REMEMBERED = 10_000;

export interface Regex {
  /** Whether the whole text matches. O(text), times MAX_STEPS at worst. */
  matches(text: string): boolean;
}

/**
 * RE2 syntax, anchored at both ends, `.` matching line breaks too.
 * @throws RegexError when the pattern is not valid or too large
 */
export function compileRegex(pattern: string): Regex {
  if (pattern.length > MAX_PATTERN) {
    throw new RegexError(`A regular expression has at most ${MAX_PATTERN} characters`, MAX_PATTERN);
  }
  return new Program(parseRegex(pattern));
}

type Step =
  | { readonly type: 'set'; readonly set: CharacterSet; readonly next: number }
  | { readonly type: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly type: 'fork'; readonly ways: number[] }
  | { readonly type: 'end' };

/** A set of steps that wait for a character, with what is known to follow. */
interface Ways {
  readonly steps: readonly number[];
  readonly isEnd: boolean;
  readonly after: Map<number, Ways>;
}

class Program implements Regex {
  private readonly steps: Step[] = [];
  private readonly start: number;
  private readonly hasAssertions: boolean;
  private known = new Map<string, Ways>();
  private remembered = 0;

  constructor(node: RegexNode) {
    this.start = this.compile(node, this.add({ type: 'end' }));
    this.hasAssertions = this.steps.some((step) => step.type === 'assert');
  }

  matches(text: string): boolean {
    let before: number | undefined;
    let ways = this.follow([this.start], undefined, text.codePointAt(0));
    for (let i = 0; i < text.length;) {
      if (ways.steps.length === 0) return false;
      const code = text.codePointAt(i)!;
      i += code > 0xffff ? 2 : 1;
      before = code;
      let next = this.hasAssertions ? undefined : ways.after.get(code);
      if (next === undefined) {
        next = this.follow(this.take(ways, code), before, text.codePointAt(i));
        this.remember(ways, code, next);
      }
      ways = next;
    }
    return ways.isEnd;
  }

  private remember(ways: Ways, code: number, next: Ways): void {
    if (this.hasAssertions) return;
    if (++this.remembered > MAX_REMEMBERED) {
      this.known = new Map();
      this.remembered = 0;
      ways.after.clear();
    }
    ways.after.set(code, next);
  }

  private take(ways: Ways, code: number): number[] {
    const taken: number[] = [];
    for (const at of ways.steps) {
      const step = this.steps[at];
      if (step.type === 'set' && step.set.has(code)) taken.push(step.next);
    }
    return taken;
  }

  /** All steps that can be reached without taking a character, between these two characters. */
  private follow(from: readonly number[], before: number | undefined, after: number | undefined): Ways {
    const seen = new Set<number>();
    const stack = [...from];
    const waiting: number[] = [];
    let isEnd = false;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const step = this.steps[at];
      if (step.type === 'set') waiting.push(at);
      else if (step.type === 'fork') stack.push(...step.ways);
      else if (step.type === 'end') isEnd = true;
      else if (holds(step.assertion, before, after)) stack.push(step.next);
    }
    if (this.hasAssertions) return { steps: waiting, isEnd, after: new Map() };
    waiting.sort((a, b) => a - b);
    const key = `${isEnd ? '!' : ''}${waiting.join()}`;
    let ways = this.known.get(key);
    if (ways === undefined) this.known.set(key, (ways = { steps: waiting, isEnd, after: new Map() }));
    return ways;
  }

  private add(step: Step): number {
    if (this.steps.length >= MAX_STEPS) {
      throw new RegexError('This regular expression is too large. Repeat less, or split it', 0);
    }
    return this.steps.push(step) - 1;
  }

  /** Writes the steps of a node which go on at `next`, and returns the first. Recursive: the parser limits nesting. */
  private compile(node: RegexNode, next: number): number {
    switch (node.type) {
      case 'set':
        return this.add({ type: 'set', set: node.set, next });
      case 'assert':
        return this.add({ type: 'assert', assertion: node.assertion, next });
      case 'sequence':
        return node.items.reduceRight((after, item) => this.compile(item, after), next);
      case 'choice':
        return this.add({ type: 'fork', ways: node.options.map((option) => this.compile(option, next)) });
      case 'repeat':
        return this.repeat(node.item, node.min, node.max, next);
    }
  }

  private repeat(item: RegexNode, min: number, max: number, next: number): number {
    let first = next;
    if (max === Infinity) {
      const ways = [next];
      first = this.add({ type: 'fork', ways });
      ways.push(this.compile(item, first));
    } else {
      for (let i = min; i < max; i++) first = this.add({ type: 'fork', ways: [next, this.compile(item, first)] });
    }
    for (let i = 0; i < min; i++) first = this.compile(item, first);
    return first;
  }
}

function holds(assertion: Assertion, before: number | undefined, after: number | undefined): boolean {
  switch (assertion) {
    case 'textStart':
      return before === undefined;
    case 'textEnd':
      return after === undefined;
    case 'lineStart':
      return before === undefined || before === 10;
    case 'lineEnd':
      return after === undefined || after === 10;
    case 'word':
      return isWord(before) !== isWord(after);
    case 'notWord':
      return isWord(before) === isWord(after);
  }
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && code < 128 && /\w/.test(String.fromCharCode(code));
}
