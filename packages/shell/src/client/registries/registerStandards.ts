// Fills the registries of @grafana/data that Grafana's core fills at its start. Call before any panel plugin loads.
import {
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
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
      transformation,
      editor: NoEditor,
      imageDark: '',
      imageLight: '',
    })),
  );
}
