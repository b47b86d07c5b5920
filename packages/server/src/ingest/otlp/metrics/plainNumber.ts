// Numbers in the labels `le` and `quantile`.

/** The shortest text that is this number, without exponent, as Prometheus writes it (Go's `strconv.FormatFloat(value, 'f', -1, 64)`). */
export function plainNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  const text = String(value);
  const [mantissa, exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`; // an exponent above 0 is 21 or more: no digit is behind the point
}
