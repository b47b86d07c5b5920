// The standard field options (unit, min, max, decimals, thresholds, ...) with their ids, paths and processors as in Grafana's core, which does not publish them.
// Without them units and thresholds in a dashboard are ignored. Editors are left out: the shell shows panels and does not edit them.
import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldColorModeId,
  FieldConfigProperty,
  identityOverrideProcessor,
  numberOverrideProcessor,
  stringOverrideProcessor,
  ThresholdsMode,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldConfigPropertyItem,
} from '@grafana/data';

type Item = FieldConfigPropertyItem<object, unknown, object>;
type Processor = Item['process'];

const NoEditor = () => null;

function item(id: string, name: string, process: unknown, defaultValue?: unknown, path = id): Item {
  return {
    id,
    path,
    name,
    editor: NoEditor,
    override: NoEditor,
    process: process as Processor,
    settings: {},
    shouldApply: () => true,
    ...(defaultValue !== undefined && { defaultValue }),
  };
}

const DEFAULT_THRESHOLDS = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: -Infinity, color: 'green' },
    { value: 80, color: 'red' },
  ],
};

/** All standard field options, for `standardFieldConfigEditorRegistry`. */
export function standardFieldConfigs(): Item[] {
  return [
    item(FieldConfigProperty.Unit, 'Unit', unitOverrideProcessor),
    item(FieldConfigProperty.Min, 'Min', numberOverrideProcessor),
    item(FieldConfigProperty.Max, 'Max', numberOverrideProcessor),
    item('fieldMinMax', 'Field min/max', booleanOverrideProcessor),
    item(FieldConfigProperty.Decimals, 'Decimals', numberOverrideProcessor),
    item(FieldConfigProperty.DisplayName, 'Display name', displayNameOverrideProcessor),
    item(FieldConfigProperty.Color, 'Color scheme', identityOverrideProcessor, { mode: FieldColorModeId.Thresholds }),
    item(FieldConfigProperty.NoValue, 'No value', stringOverrideProcessor),
    item(FieldConfigProperty.Links, 'Data links', dataLinksOverrideProcessor),
    item('actions', 'Actions', identityOverrideProcessor),
    item(FieldConfigProperty.Mappings, 'Value mappings', valueMappingsOverrideProcessor, []),
    item(FieldConfigProperty.Thresholds, 'Thresholds', thresholdsOverrideProcessor, DEFAULT_THRESHOLDS),
    item(FieldConfigProperty.Filterable, 'Ad-hoc filterable', booleanOverrideProcessor),
  ];
}
