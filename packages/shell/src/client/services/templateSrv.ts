// Replaces variables outside dashboards: scoped variables only. Inside a dashboard scenes interpolates first, through its own engine.
import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';

/** `$name`, `${name}`, `${name:format}`, `[[name]]`. */
const VARIABLE = /\$(\w+)|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}|\[\[(\w+?)(?::\w+)?\]\]/g;

export class ShellTemplateSrv implements TemplateSrv {
  #range: TimeRange | undefined;

  getVariables(): TypedVariableModel[] {
    return [];
  }

  replace(
    target = '',
    scopedVars: ScopedVars = {},
    _format?: string | Function,
    interpolations?: VariableInterpolation[],
  ): string {
    return target.replace(VARIABLE, (match, a?: string, b?: string, c?: string) => {
      const variableName = a ?? b ?? c ?? '';
      const found = scopedVars[variableName]?.value ?? this.#builtIn(variableName);
      const value = found === undefined ? match : String(found);
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
