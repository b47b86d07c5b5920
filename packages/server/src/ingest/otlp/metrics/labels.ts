// Labels of Prometheus from attributes of OTLP, by
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-attributes. Labels that start with `_` get
// `key` before it and runs of `_` stay, which is what Prometheus' own receiver does unless told otherwise (otlp.label_name_… in
// https://prometheus.io/docs/prometheus/latest/configuration/configuration/).
import { hash } from 'node:crypto';
import type { Attribute } from './attributes.ts';

export type Label = readonly [name: string, value: string];

/** The label's name for an attribute's; empty when nothing of it can stay. */
export function labelName(key: string): string {
  const name = key.replace(/[^a-zA-Z0-9_]/gu, '_');
  if (/^_*$/.test(name)) return '';
  if (/^[0-9]/.test(name)) return `key_${name}`;
  return name.startsWith('_') && !name.startsWith('__') ? `key${name}` : name;
}

/** An attribute whose name cannot be a label's. The point that has it is rejected, as in Prometheus: without it, it might be another series. */
export class LabelNameError extends Error {
  override readonly name = 'LabelNameError';
}

/**
 * Attributes whose names become the same are one label: their values, joined by `;`, in the order of the original names.
 * @param prefix what the names get before them
 * @throws LabelNameError
 */
export function labelsOf(attributes: readonly Attribute[], prefix = ''): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [key, value] of attributes.toSorted(byName)) {
    const name = labelName(prefix + key);
    if (name === '')
      throw new LabelNameError(`no letter or digit of the attribute name ${JSON.stringify(key)} can stand in a label`);
    const other = labels.get(name);
    labels.set(name, other === undefined ? value : `${other};${value}`);
  }
  return labels;
}

/** Sorted by name. An empty value is the same as no label (https://prometheus.io/docs/concepts/data_model/). */
export function sortedLabels(labels: Iterable<Label>): Label[] {
  return [...labels].filter(([, value]) => value !== '').sort(byName);
}

/**
 * The first 64 bits of SHA-256 over name and labels.
 * @param labels sorted, without `__name__`
 */
export function seriesId(name: string, labels: readonly Label[]): { idLow: number; idHigh: number } {
  let text = name;
  for (const [label, value] of labels) text += `\0${label}\0${value.length}:${value}`;
  const digest = hash('sha256', text, 'buffer');
  return { idLow: digest.readUInt32LE(0), idHigh: digest.readUInt32LE(4) };
}

function byName([a]: Label, [b]: Label): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
