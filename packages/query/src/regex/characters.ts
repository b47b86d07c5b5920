// Sets of characters as regular expressions have them. ASCII only in \d, \w, \s and [[:alpha:]], as in RE2.

interface SetOptions {
  readonly negated?: boolean;
  readonly ignoreCase?: boolean;
  readonly properties?: readonly RegExp[];
  readonly members?: readonly CharacterSet[];
}

export class CharacterSet {
  /** Pairs of first and last code point. */
  private readonly ranges: readonly number[];
  private readonly negated: boolean;
  private readonly ignoreCase: boolean;
  /** Each tests one character. */
  private readonly properties: readonly RegExp[];
  private readonly members: readonly CharacterSet[];

  constructor(ranges: readonly number[], { negated, ignoreCase, properties, members }: SetOptions = {}) {
    this.ranges = ranges;
    this.negated = negated ?? false;
    this.ignoreCase = ignoreCase ?? false;
    this.properties = properties ?? [];
    this.members = members ?? [];
  }

  has(code: number): boolean {
    return this.contains(code) !== this.negated;
  }

  private contains(code: number): boolean {
    if (this.lists(code)) return true;
    if (!this.ignoreCase) return false;
    const character = String.fromCodePoint(code);
    return [character.toLowerCase(), character.toUpperCase()].some((other) => {
      const otherCode = other.codePointAt(0)!;
      return other.length === String.fromCodePoint(otherCode).length && otherCode !== code && this.lists(otherCode);
    });
  }

  private lists(code: number): boolean {
    for (let i = 0; i < this.ranges.length; i += 2) {
      if (code >= this.ranges[i] && code <= this.ranges[i + 1]) return true;
    }
    return (
      this.members.some((member) => member.has(code)) ||
      (this.properties.length > 0 && this.properties.some((property) => property.test(String.fromCodePoint(code))))
    );
  }
}

const codes = (pairs: string): number[] => Array.from(pairs, (character) => character.charCodeAt(0));

export const POSIX_CLASSES: Readonly<Record<string, readonly number[] | undefined>> = {
  alnum: codes('09AZaz'),
  alpha: codes('AZaz'),
  ascii: [0, 127],
  blank: codes('\t\t  '),
  cntrl: [0, 31, 127, 127],
  digit: codes('09'),
  graph: codes('!~'),
  lower: codes('az'),
  print: codes(' ~'),
  punct: codes('!/:@[`{~'),
  space: codes('\t\r  '),
  upper: codes('AZ'),
  word: codes('09AZaz__'),
  xdigit: codes('09AFaf'),
};

const PERL_CLASSES: Readonly<Record<string, readonly number[]>> = {
  d: codes('09'),
  w: codes('09AZaz__'),
  s: codes('\t\n\f\r  '),
};

/** @param letter one of dDwWsS */
export function perlClass(letter: string): CharacterSet {
  return new CharacterSet(PERL_CLASSES[letter.toLowerCase()], { negated: letter < 'a' });
}

/** A general category (`L`, `Lu`) or a script (`Greek`). */
export function propertyOf(name: string): RegExp | undefined {
  for (const form of [name, `Script=${name}`]) {
    if (name.length > 2 && form === name) continue; // other binary properties are not RE2's
    try {
      return new RegExp(`^\\p{${form}}$`, 'u');
    } catch {
      continue; // not known as this
    }
  }
  return undefined;
}
