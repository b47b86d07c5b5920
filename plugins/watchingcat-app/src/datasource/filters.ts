// The texts that people type into a traces query, read into what the seam takes. Errors say what was expected.

const DURATION = /^(\d+(?:\.\d+)?)\s*(µs|us|ms|s|m|h)?$/;
const UNIT_MS: Record<string, number> = { µs: 1e-3, us: 1e-3, ms: 1, s: 1e3, m: 60e3, h: 3600e3 };

/** `250ms`, `1.5s`, `2m`; a number alone is milliseconds; nothing at all is `undefined`. @throws RangeError for anything else */
export function parseDurationMs(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  const match = DURATION.exec(trimmed);
  if (match === null)
    throw new RangeError(`“${trimmed}” is not a duration. Write a number with a unit, such as 250ms or 1.5s.`);
  return Number(match[1]) * UNIT_MS[match[2] ?? 'ms'];
}

const PAIR = /\s*([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*|))(?=\s|$)\s*/y;

/**
 * `http.route=/cart customer.tier="gold plus"`: all must hold. In quotes, `\"` and `\\` stand for themselves.
 * @throws RangeError when a part is not `key=value`
 */
export function parseAttributeFilter(text: string | undefined): Record<string, string> | undefined {
  const source = text?.trim() ?? '';
  if (source === '') return undefined;
  const attributes: Array<[string, string]> = [];
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < source.length) {
    const rest = source.slice(PAIR.lastIndex);
    const match = PAIR.exec(source);
    if (match === null) {
      throw new RangeError(
        `Cannot read the attribute filter from “${rest}”. Write key=value, and quotes around a value with spaces.`,
      );
    }
    attributes.push([match[1], match[2]?.replace(/\\(.)/g, '$1') ?? match[3]]);
  }
  return Object.fromEntries(attributes);
}
