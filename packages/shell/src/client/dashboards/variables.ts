// Dashboard variables as scenes' objects. Types that need Grafana's core (ad hoc filters, group by, snapshot) are left out.
import type { VariableHide } from '@grafana/data';
import {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import type { VariableJson } from './dashboardJson.ts';

type VariableValue = string | string[];

function toVariable(json: VariableJson): SceneVariable | undefined {
  const { name, label, description, hide, skipUrlSync, query, current, multi, includeAll, allValue, regex } = json;
  const shared = {
    name,
    label: label ?? name,
    description: description ?? null,
    hide: hide as VariableHide | undefined,
    skipUrlSync: skipUrlSync ?? false,
  };
  const chosen = { value: (current?.value ?? '') as VariableValue, text: (current?.text ?? '') as VariableValue };
  const many = { isMulti: multi ?? false, includeAll: includeAll ?? false, ...(allValue && { allValue }) };
  const text = typeof query === 'string' ? query : '';
  switch (json.type) {
    case 'datasource':
      return new DataSourceVariable({ ...shared, ...chosen, ...many, pluginId: text, regex: regex ?? '' });
    case 'query':
      return new QueryVariable({
        ...shared,
        ...chosen,
        ...many,
        datasource: json.datasource ?? null,
        query: query as never,
        regex: regex ?? '',
        refresh: json.refresh,
        sort: json.sort,
      });
    case 'custom':
      return new CustomVariable({ ...shared, ...chosen, ...many, query: text });
    case 'textbox':
      return new TextBoxVariable({ ...shared, value: typeof current?.value === 'string' ? current.value : text });
    case 'constant':
      return new ConstantVariable({ ...shared, value: text });
    case 'interval':
      return new IntervalVariable({
        ...shared,
        value: String(chosen.value),
        intervals: text.split(',').map((one) => one.trim()),
      });
    default:
      console.warn(`Variable ${name} has the type ${json.type}, which is shown in Grafana only`);
      return undefined;
  }
}

export const variableSet = (list: VariableJson[]) =>
  new SceneVariableSet({ variables: list.map(toVariable).filter((one) => one !== undefined) });
