/** A copy of a plan, or of a part of it, that does not tell where it stood in the text. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'at' && key !== 'operatorAt');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPlaces(inner)]));
}
