// What sets traces apart, as a condition on a span: bound to the service that carried it, because the same attribute of another service
// is another fact.
import { readItemKey, type Condition, type ItemSubject } from '@watchingcat/analysis';
import { parseTraceQl, printExpression, type FilterField } from '@watchingcat/query';
import { valueText } from './conditions';

const at = { from: 0, to: 0 };

/**
 * `resource.service.name = "cart" && span.http.route = "/cart"`. Undefined for what no condition on one span says: that something is absent
 * (as a rule because the service takes no part), or how many spans a service has.
 * @param key of a finding (`itemKey` of packages/analysis)
 */
export function findingCondition(key: string, condition: Condition): string | undefined {
  const subject = readItemKey(key);
  const said = subject && saidOf(subject, condition);
  if (subject === undefined || said === undefined) return undefined;
  const ofService = `resource.service.name = ${quoted(subject.service)}`;
  const text = said === ofService ? said : `${ofService} && ${said}`;
  return parseTraceQl(`{ ${text} }`).plan === undefined ? undefined : text;
}

function saidOf(subject: ItemSubject, condition: Condition): string | undefined {
  if ('attribute' in subject) {
    const { owner: scope, attribute: name } = subject;
    return compared(written({ type: 'attribute', scope, ofParent: false, name }), condition);
  }
  if (condition.type !== 'is') return undefined;
  switch (subject.intrinsic) {
    case 'name':
    case 'statusMessage':
      return `${subject.intrinsic} = ${quoted(condition.value)}`;
    case 'kind':
    case 'status':
      return `${subject.intrinsic} = ${condition.value}`;
    case 'spans':
      return undefined;
  }
}

function compared(field: string, condition: Condition): string | undefined {
  switch (condition.type) {
    case 'is': {
      const { value } = condition;
      // Findings take 200 and "200" for one value; TraceQL does not.
      const bare = /^(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false)$/.test(value) ? [`${field} = ${value}`] : [];
      const either = [...bare, `${field} = ${quoted(value)}`];
      return either.length === 1 ? either[0] : `(${either.join(' || ')})`;
    }
    case 'present':
      return `${field} != nil`;
    case 'above':
      return `${field} > ${condition.threshold}`;
    case 'atMost':
      return `${field} <= ${condition.threshold}`;
    case 'absent':
      return undefined;
  }
}

const quoted = (text: string) => valueText({ text, type: 'string' });
const written = (field: FilterField) => printExpression({ ...field, at });
