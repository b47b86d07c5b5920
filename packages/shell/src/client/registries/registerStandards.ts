// Fills the registries of @grafana/data that Grafana's core fills at its start. Call before any panel plugin loads.
import {
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  type DataTransformerInfo,
} from '@grafana/data';
import { standardFieldConfigs } from './fieldConfig.tsx';
import { optionEditors } from './optionEditors.ts';

const NoEditor = () => null;

export function registerStandards(): void {
  standardEditorsRegistry.setInit(optionEditors);
  standardFieldConfigEditorRegistry.setInit(
    standardFieldConfigs as Parameters<typeof standardFieldConfigEditorRegistry.setInit>[0] & object,
  );
  // One transformation has two names there; the registry wants each once.
  standardTransformersRegistry.setInit(() =>
    [...new Set(Object.values(standardTransformers))].map((transformation) => ({
      id: transformation.id,
      name: transformation.name,
      transformation: forAllVersions(transformation),
      editor: NoEditor,
      imageDark: '',
      imageLight: '',
    })),
  );
}

/** Up to 12 the registry wants the transformation itself, from 13.2 a function that resolves with it: this is both. */
function forAllVersions(transformation: DataTransformerInfo): DataTransformerInfo {
  const load = () => Promise.resolve(transformation);
  return Object.defineProperties(load, Object.getOwnPropertyDescriptors(transformation)) as typeof load &
    DataTransformerInfo;
}
