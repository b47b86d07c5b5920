// Reads Prometheus' text format 0.0.4 as strictly as its description says (https://prometheus.io/docs/instrumenting/exposition_formats/):
// for tests, so that what is served is judged by something else than what wrote it.

export interface Family {
  readonly type: string;
  readonly help: string;
  /** By labels as they stand in the text, `` without any. */
  readonly samples: ReadonlyMap<string, number>;
}

const COMMENT = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)$/;
const LABELS = /^(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,(?!$)|$))*$/;
const SUFFIXES: Readonly<Record<string, RegExp>> = { histogram: /_(bucket|sum|count)$/, summary: /_(sum|count)$/ };

/** @throws Error at the first line that breaks a rule */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('The last line must end with a line feed');
  const families = new Map<string, { type: string; help: string; samples: Map<string, number> }>();
  let current = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const fail = (why: string) => new Error(`${why}: ${line}`);
    const [, keyword, named, rest] = COMMENT.exec(line) ?? [];
    if (keyword !== undefined && named !== undefined && rest !== undefined) {
      if (named !== current && families.has(named)) throw fail('A metric must stand in one group');
      current = named;
      const family = families.get(named) ?? { type: '', help: '', samples: new Map() };
      if (family.samples.size > 0) throw fail('HELP and TYPE must come before the samples');
      if (keyword === 'HELP') family.help = rest;
      else if (/^(counter|gauge|histogram|summary|untyped)$/.test(rest) && family.type === '') family.type = rest;
      else throw fail('Not a type, or the second one');
      families.set(named, family);
      continue;
    }
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    const family = families.get(current);
    if (name === undefined || value === undefined || !family) throw fail('Not a sample of a metric with HELP and TYPE');
    const base = SUFFIXES[family.type] ? name.replace(SUFFIXES[family.type], '') : name;
    if (base !== current) throw fail(`Not a sample of ${current}`);
    if (!LABELS.test(labels)) throw fail('Malformed labels');
    const number = /^(\+Inf|-Inf|NaN)$/.test(value) ? Number.NaN : Number(value);
    if (value.trim() === '' || (Number.isNaN(number) && !/^(\+Inf|-Inf|NaN)$/.test(value))) throw fail('Not a number');
    const key = base === name ? labels : `${name}{${labels}}`;
    if (family.samples.has(key)) throw fail('The same sample twice');
    family.samples.set(key, number);
  }
  return families;
}
