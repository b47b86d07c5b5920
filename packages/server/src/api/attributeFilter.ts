// Attributes that must hold, as requests spell them: key=value, repeated, in a query string; an object in a body.
import { ProblemError } from './problems.ts';

export type AttributeFilter = Readonly<Record<string, string>> | readonly string[];

/** @throws ProblemError `bad-parameter` */
export function parseAttributes(given: AttributeFilter | undefined): Readonly<Record<string, string>> | undefined {
  if (given === undefined) return undefined;
  const entries = Array.isArray(given) ? given.map(nameAndValue) : Object.entries(given);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function nameAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new ProblemError(
      'bad-parameter',
      `${JSON.stringify(text)} is not an attribute. Send attributes=key=value, repeated.`,
      {
        parameter: 'attributes',
      },
    );
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
