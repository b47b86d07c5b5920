/** @jest-environment jest-environment-jsdom */
import {
  applyFieldOverrides,
  createTheme,
  FieldType,
  PanelOptionsEditorBuilder,
  PanelPlugin,
  standardTransformersRegistry,
  toDataFrame,
  type FieldConfigSource,
} from '@grafana/data';
import { registerStandards } from './registerStandards.ts';

beforeAll(registerStandards);

const shown = (fieldConfig: FieldConfigSource, value: number) => {
  const plugin = new PanelPlugin(() => null).useFieldConfig();
  const [frame] = applyFieldOverrides({
    data: [toDataFrame({ fields: [{ name: 'latency', type: FieldType.number, values: [value] }] })],
    fieldConfig,
    fieldConfigRegistry: plugin.fieldConfigRegistry,
    replaceVariables: (text) => text,
    theme: createTheme(),
  });
  return frame?.fields[0]?.display?.(value);
};

it('makes units and decimals of a dashboard count', () => {
  expect(shown({ defaults: { unit: 'ms', decimals: 1 }, overrides: [] }, 1234)).toMatchObject({
    text: '1.2',
    suffix: ' s',
  });
});

it('makes overrides by name count', () => {
  const overrides = [{ matcher: { id: 'byName', options: 'latency' }, properties: [{ id: 'unit', value: 'percent' }] }];
  expect(shown({ defaults: {}, overrides }, 5)).toMatchObject({ text: '5', suffix: '%' });
});

it('makes thresholds count', () => {
  const steps = [
    { value: -Infinity, color: '#00ff00' },
    { value: 10, color: '#ff0000' },
  ];
  const fieldConfig = {
    defaults: { color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } },
    overrides: [],
  } as unknown as FieldConfigSource;
  expect(shown(fieldConfig, 5)?.color).toBe('#00ff00');
  expect(shown(fieldConfig, 15)?.color).toBe('#ff0000');
});

it('lets a panel plugin add any kind of option', () => {
  const plugin = new PanelPlugin(() => null).setPanelOptions((builder) =>
    builder
      .addTextInput({ path: 'a', name: 'a' })
      .addNumberInput({ path: 'b', name: 'b' })
      .addBooleanSwitch({ path: 'c', name: 'c' })
      .addSelect({ path: 'd', name: 'd', settings: { options: [] } })
      .addRadio({ path: 'e', name: 'e', settings: { options: [] } })
      .addColorPicker({ path: 'f', name: 'f' })
      .addUnitPicker({ path: 'g', name: 'g' })
      .addFieldNamePicker({ path: 'h', name: 'h' })
      .addStringArray({ path: 'i', name: 'i' })
      .addMultiSelect({ path: 'j', name: 'j', settings: { options: [] } })
      .addSliderInput({ path: 'k', name: 'k' })
      .addTimeZonePicker({ path: 'l', name: 'l' })
      .addDashboardPicker({ path: 'm', name: 'm' }),
  );
  const options = new PanelOptionsEditorBuilder();
  plugin.getPanelOptionsSupplier()(options, { data: [] });
  expect(options.getItems()).toHaveLength(13);
});

it('offers the transformations of @grafana/data', () => {
  expect(standardTransformersRegistry.get('organize').transformation).toHaveProperty('id', 'organize');
});
