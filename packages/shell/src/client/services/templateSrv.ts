// Replaces variables: through the scene when the request comes from one (dashboards), else from the scoped variables and the time range.
import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';

/** `$name`, `${name}`, `${name:format}`, `[[name]]`. */
const VARIABLE = /\$(\w+)|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}|\[\[(\w+?)(?::\w+)?\]\]/g;

/** `sceneGraph.interpolate`; it comes with the dashboards' chunk, hence from outside. */
type SceneInterpolator = (scene: unknown, ...replacement: Parameters<TemplateSrv['replace']>) => string;

export class ShellTemplateSrv implements TemplateSrv {
  #range: TimeRange | undefined;
  #interpolateInScene: SceneInterpolator | undefined;

  setSceneInterpolator(interpolate: SceneInterpolator): void {
    this.#interpolateInScene = interpolate;
  }

  getVariables(): TypedVariableModel[] {
    return [];
  }

  replace(
    target = '',
    scopedVars: ScopedVars = {},
    format?: Parameters<TemplateSrv['replace']>[2],
    interpolations?: VariableInterpolation[],
  ): string {
    const scene = (scopedVars['__sceneObject']?.value as object | undefined)?.valueOf();
    if (scene && this.#interpolateInScene)
      return this.#interpolateInScene(scene, target, scopedVars, format, interpolations);
    return target.replace(VARIABLE, (match, a?: string, b?: string, c?: string) => {
      const variableName = a ?? b ?? c ?? '';
      const found: unknown = scopedVars[variableName]?.value ?? this.#builtIn(variableName);
      const value = found === undefined ? match : (Array.isArray(found) ? found : [found]).join(',');
      interpolations?.push({ match, variableName, value, found: found !== undefined });
      return value;
    });
  }

  containsTemplate(target = ''): boolean {
    return target.search(VARIABLE) >= 0;
  }

  updateTimeRange(range: TimeRange): void {
    this.#range = range;
  }

  #builtIn(name: string): number | undefined {
    if (name === '__from') return this.#range?.from.valueOf();
    return name === '__to' ? this.#range?.to.valueOf() : undefined;
  }
}
