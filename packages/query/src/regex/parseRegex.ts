// Reads RE2's syntax (https://github.com/google/re2/wiki/Syntax), which TraceQL, PromQL, LogQL and ClickHouse share. What RE2 refuses
// because it cannot be answered in linear time (back references, looking around) is refused here too. Not read: \C, \pN of scripts that
// the JavaScript engine does not know, and flags of single-letter alternations that RE2 itself does not have.
import { CharacterSet, POSIX_CLASSES, perlClass, propertyOf } from './characters.ts';

export type RegexNode =
  | { readonly type: 'set'; readonly set: CharacterSet }
  | { readonly type: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly type: 'choice'; readonly options: readonly RegexNode[] }
  /** `max` may be Infinity. */
  | { readonly type: 'repeat'; readonly item: RegexNode; readonly min: number; readonly max: number }
  | { readonly type: 'assert'; readonly assertion: Assertion };

export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'word' | 'notWord';

/** The pattern is not valid, or asks too much. `offset` is where in the pattern. */
export class RegexError extends Error {
  override readonly name = 'RegexError';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
}

const MAX_NESTING = 200;
/** As in RE2. */
const MAX_COUNT = 1000;

/** @throws RegexError */
export function parseRegex(pattern: string): RegexNode {
  return new RegexParser(pattern).parse();
}

class RegexParser {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  /** `.` matches a line break too, as in Prometheus and in ClickHouse. `(?-s)` changes that. */
  private flags: Flags = { ignoreCase: false, multiLine: false, dotAll: true };

  constructor(text: string) {
    this.text = text;
  }

  parse(): RegexNode {
    const node = this.choice();
    if (this.at < this.text.length) this.fail('This ) closes nothing. Write \\) for the character');
    return node;
  }

  private fail(message: string, offset = this.at): never {
    throw new RegexError(message, offset);
  }

  private eat(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private match(rule: RegExp): RegExpExecArray | undefined {
    rule.lastIndex = this.at;
    const found = rule.exec(this.text);
    if (found === null) return undefined;
    this.at = rule.lastIndex;
    return found;
  }

  private choice(): RegexNode {
    if (++this.depth > MAX_NESTING) this.fail(`Groups are nested more than ${MAX_NESTING} deep`);
    const options = [this.sequence()];
    while (this.eat('|')) options.push(this.sequence());
    this.depth--;
    return options.length === 1 ? options[0] : { type: 'choice', options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const quoted = this.match(/\\Q([^]*?)(?:\\E|$)/y);
      const atoms =
        quoted === undefined
          ? [this.atom()]
          : Array.from(quoted[1], (character) => this.literal(character.codePointAt(0)!));
      const last = atoms.pop();
      items.push(...atoms.filter((item) => item !== undefined));
      if (last !== undefined) items.push(this.repeated(last));
    }
    return items.length === 1 ? items[0] : { type: 'sequence', items };
  }

  private repeated(item: RegexNode): RegexNode {
    const start = this.at;
    const counts = this.match(/[*+?]|\{(\d+)(?:(,)(\d*))?\}/y);
    if (counts === undefined) return item;
    this.eat('?'); // lazy or not, the same texts match
    if (this.match(/[*+?]/y)) this.fail('There is nothing to repeat here', this.at - 1);
    const [quantifier, least, comma, most] = counts;
    if (quantifier === '*') return { type: 'repeat', item, min: 0, max: Infinity };
    if (quantifier === '+') return { type: 'repeat', item, min: 1, max: Infinity };
    if (quantifier === '?') return { type: 'repeat', item, min: 0, max: 1 };
    const min = Number(least);
    const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
    if (min > MAX_COUNT || (max > MAX_COUNT && max !== Infinity)) {
      this.fail(`Something can be repeated at most ${MAX_COUNT} times`, start);
    }
    if (max < min) this.fail(`${quantifier} ends before it begins`, start);
    return { type: 'repeat', item, min, max };
  }

  private atom(): RegexNode | undefined {
    if (this.text.startsWith('(', this.at)) return this.group();
    if (this.text.startsWith('[', this.at)) return { type: 'set', set: this.bracket() };
    if (this.text.startsWith('\\', this.at)) return this.escape();
    if (this.eat('.'))
      return { type: 'set', set: new CharacterSet(this.flags.dotAll ? [] : [10, 10], { negated: true }) };
    if (this.eat('^')) return { type: 'assert', assertion: this.flags.multiLine ? 'lineStart' : 'textStart' };
    if (this.eat('$')) return { type: 'assert', assertion: this.flags.multiLine ? 'lineEnd' : 'textEnd' };
    if (this.match(/[*+?]/y))
      this.fail('There is nothing to repeat here. Write a backslash before it for the character', this.at - 1);
    return this.literal(this.character());
  }

  private character(): number {
    const code = this.text.codePointAt(this.at)!;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private literal(code: number): RegexNode {
    return { type: 'set', set: new CharacterSet([code, code], this.flags) };
  }

  /** Nothing for a group that only sets flags, as `(?i)`. */
  private group(): RegexNode | undefined {
    const start = this.at;
    const outside = this.flags;
    this.at++;
    if (this.match(/\?<?[=!]/y))
      this.fail('Looking ahead or behind is not possible: the time it takes has no bound', start);
    const named = this.match(/\?P?<\w+>/y);
    const options = named === undefined ? this.match(/\?([imsU]*)(?:-([imsU]+))?([:)])/y) : undefined;
    if (options !== undefined) {
      const [, on, off = '', end] = options;
      const isOn = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
      const { ignoreCase, multiLine, dotAll } = outside;
      this.flags = { ignoreCase: isOn('i', ignoreCase), multiLine: isOn('m', multiLine), dotAll: isOn('s', dotAll) };
      if (end === ')') return undefined;
    } else if (named === undefined && this.text[this.at] === '?') this.fail('This kind of group is not known', start);
    const inside = this.choice();
    if (!this.eat(')')) this.fail('This ( is not closed. Write \\( for the character', start);
    this.flags = outside;
    return inside;
  }

  private escape(): RegexNode {
    const start = this.at;
    if (this.match(/\\b/y)) return { type: 'assert', assertion: 'word' };
    if (this.match(/\\B/y)) return { type: 'assert', assertion: 'notWord' };
    if (this.match(/\\A/y)) return { type: 'assert', assertion: 'textStart' };
    if (this.match(/\\z/y)) return { type: 'assert', assertion: 'textEnd' };
    if (this.match(/\\[1-9]/y)) this.fail('Back references are not possible: the time they take has no bound', start);
    const set = this.classEscape();
    return set !== undefined ? { type: 'set', set } : this.literal(this.escapedCharacter());
  }

  /** \d, \pL and the like. */
  private classEscape(): CharacterSet | undefined {
    const perl = this.match(/\\([dDwWsS])/y);
    if (perl !== undefined) return perlClass(perl[1]);
    const start = this.at;
    const property = this.match(/\\([pP])(?:\{(\^?)(\w+)\}|(\w))/y);
    if (property === undefined) return undefined;
    const known = propertyOf(property[3] ?? property[4]);
    if (known === undefined) this.fail(`${property[0]} is no class of characters that is known here`, start);
    const negated = (property[1] === 'P') !== (property[2] === '^');
    return new CharacterSet([], { properties: [known], negated });
  }

  private escapedCharacter(): number {
    const start = this.at;
    const numeric = this.match(/\\(?:x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,6})\}|(0[0-7]{0,2}))/y);
    if (numeric !== undefined) {
      const [, hex2, hex, octal] = numeric;
      const code = octal === undefined ? parseInt(hex2 ?? hex, 16) : parseInt(octal, 8);
      if (code > 0x10ffff) this.fail(`${numeric[0]} is no character`, start);
      return code;
    }
    const control = this.match(/\\([aftnrv])/y);
    if (control !== undefined) return '\x07\f\t\n\r\v'.charCodeAt('aftnrv'.indexOf(control[1]));
    if (this.at === this.text.length - 1)
      this.fail('A pattern cannot end with a backslash. Write two for the character');
    if (this.match(/\\(?=[!-/:-@[-`{-~]|[^\x20-\x7e])/y)) return this.character();
    return this.fail(`${this.text.slice(start, start + 2)} is no escape that is known here`);
  }

  private bracket(): CharacterSet {
    const start = this.at++;
    const negated = this.eat('^');
    const ranges: number[] = [];
    const members: CharacterSet[] = [];
    for (let isFirst = true; isFirst || this.text[this.at] !== ']'; isFirst = false) {
      if (this.at >= this.text.length) this.fail('This [ is not closed. Write \\[ for the character', start);
      const posix = this.match(/\[:(\^?)(\w+):\]/y);
      const ofPosix = posix && POSIX_CLASSES[posix[2]];
      if (posix !== undefined && ofPosix === undefined)
        this.fail(`${posix[0]} is no class of characters that is known here`);
      const member = ofPosix ? new CharacterSet(ofPosix, { negated: posix[1] === '^' }) : this.classEscape();
      if (member !== undefined) members.push(member);
      else this.range(ranges);
    }
    this.at++;
    return new CharacterSet(ranges, { ...this.flags, members, negated });
  }

  private range(ranges: number[]): void {
    const start = this.at;
    const one = () => (this.text[this.at] === '\\' ? this.escapedCharacter() : this.character());
    const from = one();
    const to = this.match(/-(?=[^\]])/y) ? one() : from;
    if (to < from) this.fail(`${this.text.slice(start, this.at)} ends before it begins`, start);
    ranges.push(from, to);
  }
}
