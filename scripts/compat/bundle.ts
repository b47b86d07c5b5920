// What the built plugin takes from its host, read from webpack's output: which AMD modules each entry names, and which of their exports each file
// uses. Names in minified code are resolved by scope with TypeScript's own binder, so that a shadowed `n` is not taken for another. Code that
// hands a whole module on (`export *`, a computed name) is reported, never guessed.
import ts from 'typescript';
import { externalModules, indexOf, outside, programOf, type ScriptIndex } from './bundleIndex.ts';
import { isFeatureTested } from './featureTest.ts';

/** One AMD dependency of one entry. */
export interface External {
  readonly file: string;
  readonly module: string;
}

/** One place where an export of an external is used. */
export interface Use extends External {
  /** The export's name, or `*` where the code hands on the module as a whole. */
  readonly name: string;
  /** Characters from the file's start. */
  readonly position: number;
  /** Whether it asks if the export is there, or stands in a branch of code that asked. */
  readonly isTested: boolean;
}

export interface BundleReport {
  readonly externals: readonly External[];
  readonly uses: readonly Use[];
}

/** AMD's own names, which the loader answers itself. */
const OF_AMD = new Set(['module', 'exports', 'require']);
/** What an expression stands for: the module, a function that gives its default export (webpack's `require.n`), or that default. */
type Kind = 'module' | 'getter' | 'default';
type Value = Readonly<{ module: string; kind: Kind }>;

/**
 * @param files text of every script of the package by path; entries and chunks of one webpack compilation
 * @throws Error when an external is named in `define` and never found in the code: then webpack's output has changed and this file must follow
 */
export function readBundle(files: ReadonlyMap<string, string>): BundleReport {
  const program = programOf(files);
  const checker = program.getTypeChecker();
  const scripts = [...files.keys()].map((file) => ({ file, index: indexOf(program.getSourceFile(file)!, checker) }));
  const externals: External[] = [];
  const idToModule = new Map<string, string>();
  for (const { file, index } of scripts) {
    for (const { id, module } of externalModules(index)) {
      externals.push({ file, module });
      const other = id === undefined ? undefined : idToModule.get(id);
      if (id === undefined || (other !== undefined && other !== module))
        throw new Error(
          `${file} names ${module} in define(), but which module it is cannot be read: see scripts/compat/bundle.ts`,
        );
      idToModule.set(id, module);
    }
  }
  const uses = scripts.flatMap(({ file, index }) => usesIn(file, index, idToModule));
  for (const { file, module } of externals) {
    if (!OF_AMD.has(module) && !uses.some((use) => use.module === module))
      throw new Error(`${file} names ${module} in define(), and no use of it was found: see scripts/compat/bundle.ts`);
  }
  return { externals, uses: uses.filter(({ module, name }) => name !== '' && !OF_AMD.has(module)) };
}

function usesIn(
  file: string,
  { calls, identifiers, requires, symbolOf }: ScriptIndex,
  idToModule: ReadonlyMap<string, string>,
): Use[] {
  const uses: Use[] = [];
  const followed = new Map<ts.Symbol, Set<Kind>>();
  const add = (module: string, name: string, node: ts.Node) =>
    uses.push({ file, module, name, position: node.getStart(), isTested: isFeatureTested(node, name) });
  const isRequire = (node: ts.Node) => ts.isIdentifier(node) && requires.has(symbolOf(node)!);

  for (const call of calls) {
    const module = call.arguments.map((one) => ts.isLiteralExpression(one) && idToModule.get(one.text)).find(Boolean);
    if (!module) continue;
    if (isRequire(call.expression)) see(call, { module, kind: 'module' });
    else if (isLateRequire(call.expression)) add(module, '*', call);
  }
  return uses;

  /** `require.t(id, …)`, `require.t.bind(require, id, …)` and `require.bind(require, id)`: how `import()` gets a host's module. */
  function isLateRequire(callee: ts.Expression): boolean {
    if (!ts.isPropertyAccessExpression(callee)) return false;
    const { name, expression } = callee;
    if (name.text === 'bind') return isRequire(expression) || isLateRequire(expression);
    return name.text === 't' && isRequire(expression);
  }

  /** Records what becomes of an expression that stands for a host's module. */
  function see(node: ts.Expression, value: Value): void {
    const { module, kind } = value;
    const parent = outside(node);
    const self = (one: ts.Node | undefined) => one !== undefined && inner(one) === node;
    if (ts.isVariableDeclaration(parent)) bind(parent.name, value);
    else if (ts.isBinaryExpression(parent)) seeOperand(parent, node, value);
    else if (ts.isExpressionStatement(parent)) add(module, '', node);
    else if (ts.isPropertyAccessExpression(parent) && self(parent.expression))
      seeMember(parent, parent.name.text, value);
    else if (
      ts.isElementAccessExpression(parent) &&
      self(parent.expression) &&
      ts.isStringLiteralLike(parent.argumentExpression)
    )
      seeMember(parent, parent.argumentExpression.text, value);
    else if (ts.isCallExpression(parent) && self(parent.expression))
      if (kind === 'getter') see(parent, { module, kind: 'default' });
      else add(module, kind === 'default' ? 'default' : '*', node);
    else if (ts.isCallExpression(parent) && kind === 'module' && isInterop(parent.expression))
      see(parent, { module, kind: 'getter' });
    else add(module, kind === 'default' ? 'default' : '*', node);
  }

  function isInterop(callee: ts.Expression): boolean {
    return ts.isPropertyAccessExpression(callee) && callee.name.text === 'n' && isRequire(callee.expression);
  }

  function seeMember(access: ts.Expression, name: string, { module, kind }: Value): void {
    if (kind === 'getter' && name === 'a') see(access, { module, kind: 'default' });
    else if (kind === 'getter') add(module, '*', access);
    // Grafana's packages have no default export, while CommonJS modules like React are their own default.
    else add(module, kind === 'default' && module.startsWith('@grafana/') ? 'default' : name, access);
  }

  function seeOperand(operation: ts.BinaryExpression, node: ts.Expression, value: Value): void {
    const { left, operatorToken, right } = operation;
    const isRight = inner(right) === node;
    if (operatorToken.kind === ts.SyntaxKind.CommaToken) {
      if (isRight) see(operation, value);
      else add(value.module, '', node);
    } else if (operatorToken.kind === ts.SyntaxKind.EqualsToken && isRight && ts.isIdentifier(left)) {
      bind(left, value);
      const parent = outside(operation);
      const isDropped =
        ts.isExpressionStatement(parent) || (ts.isBinaryExpression(parent) && inner(parent.right) !== operation);
      if (!isDropped) see(operation, value);
    } else if (operatorToken.kind === ts.SyntaxKind.InKeyword && isRight && ts.isStringLiteralLike(left))
      add(value.module, left.text, operation);
    else add(value.module, '*', node);
  }

  /** Follows a variable to all places that read it. */
  function bind(name: ts.BindingName, value: Value): void {
    if (ts.isObjectBindingPattern(name)) {
      for (const { propertyName, name: bound, dotDotDotToken } of name.elements) {
        const key = propertyName ?? bound;
        if (dotDotDotToken === undefined && ts.isIdentifier(key)) seeMember(key, key.text, value);
        else add(value.module, '*', name);
      }
      return;
    }
    const symbol = symbolOf(name);
    if (!ts.isIdentifier(name) || symbol === undefined) return (add(value.module, '*', name), undefined);
    const kinds = followed.get(symbol) ?? new Set();
    followed.set(symbol, kinds);
    add(value.module, '', name); // seen, though perhaps never read
    if (kinds.has(value.kind)) return;
    kinds.add(value.kind);
    for (const read of identifiers.get(symbol) ?? []) if (!isWritten(read)) see(read, value);
  }
}

/** The expression, leaving out parentheses around it. */
function inner(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) ? inner(node.expression) : node;
}

/** Whether the name stands where it is declared or assigned. */
function isWritten(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isBinaryExpression(parent))
    return parent.left === name && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return (
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isFunctionDeclaration(parent)) &&
    parent.name === name
  );
}
