import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from './bundle.ts';
import { checkImports } from './checkImports.ts';
import type { HostExports } from './exportLists.ts';
import { exportNames } from './exportNames.ts';
import { loadEntry } from './host.ts';
import { GRAFANA_VERSIONS } from './versions.ts';

const UI = '@grafana/ui';
const HOST: HostExports = {
  ...GRAFANA_VERSIONS[0],
  exports: new Map([
    [UI, new Set(['Button', 'Select'])],
    ['@grafana/data', new Set(['PanelPlugin'])],
  ]),
};

/** What webpack makes of an entry with one external, minified as it is: the module's body is `code`, which knows the host's module as `r(7)`. */
const entry = (code: string, module = UI) =>
  new Map([
    [
      'module.js',
      `define([${JSON.stringify(module)}],e=>(()=>{var t={7:t=>{t.exports=e},9:(e,n,r)=>{${code}}},n={};function o(e){var r=n[e];if(r)return r.exports;var i=n[e]={exports:{}};return t[e](i,i.exports,o),i.exports}return o(9)})());`,
    ],
  ]);
const problemsOf = (code: string, allowed: Parameters<typeof checkImports>[2] = [], module = UI) =>
  checkImports(readBundle(entry(code, module)), [HOST], allowed, () => 'Page.tsx:3');

describe('the imports of a bundle', () => {
  it('are found by the names that are used, whatever variable holds the module', () => {
    const { uses } = readBundle(entry('var n=r(7);const{Select:s}=n;function f(n){return n.Nothing}f(n.Button,s);'));
    expect(uses.map(({ name }) => name).sort()).toEqual(['Button', 'Select']);
  });

  it('are fine where every version has them', () => expect(problemsOf('var n=r(7);n.Button;')).toEqual([]));

  it('that a version lacks are named with place, version and substitute', () => {
    const [problem] = problemsOf('var n=r(7);n.Combobox;');
    expect(problem).toContain('module.js (Page.tsx:3) uses Combobox of @grafana/ui, which 11.0.2 lacks');
    expect(problem).toContain('Select has it in all versions');
  });

  it('that a version lacks are fine where the code asks first, and compat/allowed.json says why', () => {
    const allowed = [{ package: UI, name: 'Combobox', reason: 'falls back to Select' }];
    expect(problemsOf('var n=r(7);n.Combobox?n.Combobox:n.Select;', allowed)).toEqual([]);
    expect(problemsOf('var n=r(7);n.Combobox;', allowed)).toEqual([
      expect.stringContaining('without asking for it first'),
    ]);
    expect(problemsOf('var n=r(7);n.Button;', allowed)).toEqual([expect.stringContaining('take it out')]);
  });

  it('as a whole cannot be checked, and are refused', () => {
    expect(problemsOf('var n=r(7);window.all=n;')).toEqual([expect.stringContaining('as a whole')]);
  });

  it('of a module that not every Grafana shares are refused', () => {
    expect(problemsOf('var n=r(7);n.jsx;', [], 'react/jsx-runtime')).toEqual([
      expect.stringContaining('src/jsx-runtime.ts'),
    ]);
  });

  it('that cannot be found in the code are a fault of this check, and say so', () => {
    expect(() => readBundle(entry('var n=1;'))).toThrow(/no use of it was found/);
  });
});

describe('the loader’s stand-in', () => {
  it('ends the load where a method is called that 11.0 does not have', () => {
    const script = (call: string) => `define(["@grafana/data"],d=>({plugin:new d.PanelPlugin(1).${call}}))`;
    expect(loadEntry(script('setNoPadding()'), HOST, undefined)).toMatchObject({
      hasPlugin: true,
      plugins: [{ type: 'PanelPlugin', calls: ['setNoPadding'] }],
    });
    expect(() => loadEntry(script('addLink()'), HOST, undefined)).toThrow(/addLink is not a function/);
    expect(() => loadEntry('1', HOST, undefined)).toThrow(/does not call define/);
  });
});

describe('the names that a package exports', () => {
  it('are read from its text, also from files that it exports wholly', () => {
    const dir = mkdtempSync(join(tmpdir(), 'watchingcat-exports-'));
    writeFileSync(
      join(dir, 'index.mjs'),
      `export * from './a.mjs';\nexport { b as c };\nexport const d = 1;\nexport default b;\n`,
    );
    writeFileSync(
      join(dir, 'a.mjs'),
      `export function f() {}\nexport class G {}\nexport default 2;\nexport * from './index.mjs';\n`,
    );
    expect(exportNames(join(dir, 'index.mjs'))).toEqual(['G', 'c', 'd', 'default', 'f']);
    rmSync(dir, { recursive: true });
  });
});
