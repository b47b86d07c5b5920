// Checks the plugin's sources, without their tests, against the types of another Grafana and of its React.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { PLUGIN, ROOT } from '../paths.ts';
import { installGrafana } from './installGrafana.ts';
import { GRAFANA_PACKAGES, type GrafanaVersion } from './versions.ts';

/** A type error that is known and harmless. */
export interface AllowedTypeError {
  readonly grafana: string;
  /** Below the checkout. */
  readonly file: string;
  /** What the compiler's message begins with. */
  readonly message: string;
  readonly reason: string;
}

const NOT_THE_PLUGIN = /\.test\.tsx?$|\/(testing|test)\//;

/**
 * One line for each fault. Installs the packages first where they are not in the cache.
 * @throws Error when the packages cannot be installed or the compiler did not use them
 */
export async function checkTypes(version: GrafanaVersion, allowed: readonly AllowedTypeError[]): Promise<string[]> {
  const { grafana } = version;
  const modules = join(await installGrafana(version), 'node_modules');
  const program = ts.createProgram(configOf(modules));
  assertUsed(program, modules);
  const expected = allowed.filter((one) => one.grafana === grafana);
  const met = new Set<AllowedTypeError>();
  const problems = ts.getPreEmitDiagnostics(program).flatMap(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined) return [`types of Grafana ${grafana}: ${message}`];
    const path = relative(ROOT, file.fileName).replaceAll('\\', '/');
    const known = expected.find((one) => one.file === path && message.startsWith(one.message));
    if (known !== undefined) return (met.add(known), []);
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return [`${path}:${line} does not fit the types of Grafana ${grafana}: ${message}`];
  });
  console.log(`Checked the plugin's types against Grafana ${grafana} and its React.`);
  const stale = expected.filter((one) => !met.has(one));
  return [
    ...problems,
    ...stale.map(
      ({ file }) =>
        `compat/allowed.json allows a type error in ${file} on Grafana ${grafana} that is not there any more; take it out`,
    ),
  ];
}

/** The plugin's own configuration with Grafana's and React's types from `modules`. */
function configOf(modules: string): ts.CreateProgramOptions {
  const file = join(PLUGIN, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: object };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, PLUGIN);
  const types = (name: string) => [join(modules, '@types', name)];
  return {
    rootNames: fileNames.filter((name) => !NOT_THE_PLUGIN.test(name)),
    options: {
      ...withoutRoot(options),
      typeRoots: [join(modules, '@types'), ...(options.typeRoots ?? [])], // for `/// <reference types="react" />`
      paths: {
        ...Object.fromEntries([...GRAFANA_PACKAGES, '@grafana/schema'].map((name) => [name, [typesOf(modules, name)]])),
        react: types('react'),
        'react/*': types('react/*'),
        'react-dom': types('react-dom'),
        'react-dom/*': types('react-dom/*'),
        rxjs: [rxjsOf(modules)],
      },
    },
  };
}

/** Types come from outside of the plugin's folder, which a `rootDir` would forbid. */
function withoutRoot(options: ts.CompilerOptions): ts.CompilerOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'rootDir'));
}

/** Newer packages name their types in `exports` only, which a mapped path does not read. */
function typesOf(modules: string, name: string): string {
  const places = ['dist/types/index.d.ts', 'dist/esm/index.d.mts', 'dist/index.d.ts'].map((file) =>
    join(modules, name, file),
  );
  return places.find((file) => existsSync(file)) ?? places[0];
}

/** The rxjs that this version's @grafana/data sees: its Observable is a class, and one of another copy is another type. */
function rxjsOf(modules: string): string {
  const nested = join(modules, '@grafana/data/node_modules/rxjs');
  return existsSync(nested) ? nested : join(modules, 'rxjs');
}

/** A path that leads nowhere would silently fall back to the packages of the checkout. */
function assertUsed(program: ts.Program, modules: string): void {
  const files = program.getSourceFiles().map(({ fileName }) => fileName);
  for (const name of [...GRAFANA_PACKAGES, '@types/react']) {
    const isRight = files.some((file) => file.startsWith(`${join(modules, name)}/`));
    const isWrong = files.some((file) => file.startsWith(join(ROOT, 'node_modules', name) + '/'));
    if (!isRight || isWrong)
      throw new Error(`The types of ${name} were not taken from ${modules}: see scripts/compat/checkTypes.ts`);
  }
}
