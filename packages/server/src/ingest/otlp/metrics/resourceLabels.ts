// What a resource is in Prometheus: the labels `job` and `instance` of each of its series, and the rest of its attributes as labels of one
// series `target_info` (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#resource-attributes).
import type { Resource } from '../ResourceRows.ts';
import { ATTRIBUTES_OF, attributesIn } from './attributes.ts';
import type { Attribute } from './attributes.ts';
import { labelsOf } from './labels.ts';
import type { Label } from './labels.ts';

const NAMESPACE = 'service.namespace';
const NAME = 'service.name';
const INSTANCE = 'service.instance.id';

/** `job` and `instance`, as far as the resource says what they are. */
export function identityLabels(resource: Resource): Label[] {
  return identityOf(new Map(attributesIn(resource.message, ATTRIBUTES_OF.resource)));
}

/**
 * Labels of `target_info`; undefined when it would say nothing, or not of what.
 * @throws LabelNameError
 */
export function targetInfoLabels(resource: Resource): Map<string, string> | undefined {
  const attributes = attributesIn(resource.message, ATTRIBUTES_OF.resource);
  const identity = identityOf(new Map(attributes));
  const rest = attributes.filter(([key]) => key !== NAMESPACE && key !== NAME && key !== INSTANCE);
  if (identity.length === 0 || rest.length === 0) return undefined;
  return new Map([...labelsOf(rest), ...identity]);
}

function identityOf(attributes: ReadonlyMap<string, Attribute[1]>): Label[] {
  const labels: Label[] = [];
  const name = attributes.get(NAME);
  const namespace = attributes.get(NAMESPACE);
  const instance = attributes.get(INSTANCE);
  if (name !== undefined) labels.push(['job', namespace ? `${namespace}/${name}` : name]);
  if (instance !== undefined) labels.push(['instance', instance]);
  return labels;
}
