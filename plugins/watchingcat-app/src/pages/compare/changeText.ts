// Changes in words and with their sign, so that colour is never the only sign of slower or faster.
import { formatDurationNs, formatPercent } from '../../components/format';
import { nameText } from '../../components/visibleText';

/** `+120 ms`, `−3.00 s`, `±0`. */
export function signedDuration(ns: number): string {
  if (ns === 0) return '±0';
  return `${ns > 0 ? '+' : '−'}${formatDurationNs(Math.abs(ns))}`;
}

/** `+12%`, `−3.0%`, `±0`: for shares that may be negative. */
export function signedPercent(ratio: number): string {
  if (ratio === 0) return '±0';
  return `${ratio > 0 ? '+' : '−'}${formatPercent(Math.abs(ratio))}`;
}

interface Cause {
  readonly service: string;
  readonly operation: string;
  readonly changeNs: number;
}

/**
 * `B took 1.20 s longer than A: payment: charge accounts for 80% of it.` Only what works in the direction of the difference explains it;
 * a second cause is named where the first is less than half.
 */
export function differenceSentence(
  subject: string,
  other: string,
  differenceNs: number,
  explanation: readonly Cause[],
  whatItTook = 'took',
): string {
  if (differenceNs === 0) {
    const first = explanation.find(({ changeNs }) => changeNs !== 0);
    if (first === undefined) return `${subject} ${whatItTook} exactly as long as ${other}, and for the same reasons.`;
    return `${subject} ${whatItTook} as long as ${other}, but not in the same places: ${name(first)} ${signedDuration(first.changeNs)}.`;
  }
  const direction = Math.sign(differenceNs);
  const causes = explanation.filter(({ changeNs }) => Math.sign(changeNs) === direction);
  const [first, second] = causes;
  const difference = `${formatDurationNs(Math.abs(differenceNs))} ${differenceNs > 0 ? 'longer' : 'less'} than ${other}`;
  if (first === undefined) return `${subject} ${whatItTook} ${difference}.`;
  const part = first.changeNs / differenceNs;
  if (part > 1) {
    return `${subject} ${whatItTook} ${difference}: ${name(first)} alone makes ${signedDuration(first.changeNs)}, which others make up for in part.`;
  }
  const rest =
    part < 0.5 && second !== undefined
      ? `, and ${name(second)} for ${formatPercent(second.changeNs / differenceNs)}`
      : '';
  return `${subject} ${whatItTook} ${difference}: ${name(first)} accounts for ${formatPercent(part)} of it${rest}.`;
}

const name = ({ service, operation }: Cause) => `${nameText(service)}: ${nameText(operation)}`;
