// Ids of the option editors that panel builders (`addTextInput`, `addSelect`, ...) look up while a panel plugin is constructed. The shell has no panel editor, so
// each one shows nothing; an id that is missing would make the plugin throw.
import type { StandardEditorsRegistryItem } from '@grafana/data';

const EDITOR_IDS = [
  'action',
  'boolean',
  'cell-options',
  'color',
  'dashboard-uid',
  'fieldColor',
  'field-name',
  'links',
  'mappings',
  'multi-select',
  'number',
  'radio',
  'select',
  'slider',
  'stats-picker',
  'strings',
  'text',
  'thresholds',
  'time-zone',
  'timezone',
  'unit',
  'actions',
  'confirmation',
  'connections',
  'oneClick',
  'fallback',
];

const NoEditor = () => null;

/** All option editors, for `standardEditorsRegistry`. */
export const optionEditors = (): StandardEditorsRegistryItem[] =>
  EDITOR_IDS.map((id) => ({ id, name: id, editor: NoEditor }));
