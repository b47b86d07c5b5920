// One script of webpack's output, read with TypeScript's binder: its calls and assignments, which variable each name means, which functions are
// webpack's require, and which module of the host each AMD dependency is.
import ts from 'typescript';

/** The nodes of one script that matter, and which variable each name means. */
export interface ScriptIndex {
  readonly calls: readonly ts.CallExpression[];
  readonly assignments: readonly ts.BinaryExpression[];
  readonly identifiers: ReadonlyMap<ts.Symbol, readonly ts.Identifier[]>;
  readonly requires: ReadonlySet<ts.Symbol>;
  readonly symbolOf: (node: ts.Node) => ts.Symbol | undefined;
}

export function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const options = { allowJs: true, noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext };
  const host: ts.CompilerHost = {
    getSourceFile: (file, target) => {
      const text = files.get(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, target, true, ts.ScriptKind.JS);
    },
    getDefaultLibFileName: () => '',
    writeFile: () => {},
    getCurrentDirectory: () => '',
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (file) => files.has(file),
    readFile: (file) => files.get(file),
  };
  return ts.createProgram([...files.keys()], options, host);
}

export function indexOf(source: ts.SourceFile, checker: ts.TypeChecker): ScriptIndex {
  const calls: ts.CallExpression[] = [];
  const assignments: ts.BinaryExpression[] = [];
  const names: ts.Identifier[] = [];
  const pending: ts.Node[] = [source];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isCallExpression(node)) calls.push(node);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      assignments.push(node);
    else if (ts.isIdentifier(node) && !isMemberName(node)) names.push(node);
    node.forEachChild((child) => void pending.push(child));
  }
  const symbolOf = (node: ts.Node) =>
    ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
  const identifiers = new Map<ts.Symbol, ts.Identifier[]>();
  for (const name of names) {
    const symbol = symbolOf(name);
    if (symbol !== undefined) identifiers.set(symbol, [...(identifiers.get(symbol) ?? []), name]);
  }
  return { calls, assignments, identifiers, symbolOf, requires: requiresIn(calls, identifiers, symbolOf) };
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}

/** webpack's require: the third parameter of each module's function, and in the runtime the function that hands itself to a module. */
function requiresIn(
  calls: readonly ts.CallExpression[],
  identifiers: ReadonlyMap<ts.Symbol, readonly ts.Identifier[]>,
  symbolOf: ScriptIndex['symbolOf'],
): Set<ts.Symbol> {
  const requires = new Set<ts.Symbol>();
  for (const [symbol, [first]] of identifiers) {
    for (const { parent } of [first, ...(symbol.declarations ?? []).map((d) => ts.getNameOfDeclaration(d) ?? d)])
      if (ts.isParameter(parent) && isModuleFunction(parent.parent) && parent.parent.parameters[2] === parent)
        requires.add(symbol);
  }
  for (const { arguments: args } of calls) {
    const last = args.at(-1);
    const symbol = last !== undefined && args.length >= 3 && ts.isIdentifier(last) ? symbolOf(last) : undefined;
    if (symbol?.valueDeclaration && ts.isFunctionDeclaration(symbol.valueDeclaration)) requires.add(symbol);
  }
  return requires;
}

const isModuleFunction = (node: ts.Node) =>
  ts.isMethodDeclaration(node) ||
  ((ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ts.isPropertyAssignment(outside(node)));

/** The parent, leaving out parentheses. */
export function outside(node: ts.Node): ts.Node {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent)) ({ parent } = parent);
  return parent;
}

/** From `define([names], (parameters) => …)` and `id(module) { module.exports = parameter }`. */
export function externalModules({
  calls,
  assignments,
  symbolOf,
}: ScriptIndex): { module: string; id: string | undefined }[] {
  const define = calls.find(({ expression }) => ts.isIdentifier(expression) && expression.text === 'define');
  const list = define?.arguments.find(ts.isArrayLiteralExpression);
  const factory = define?.arguments.at(-1);
  if (list === undefined || factory === undefined || !(ts.isArrowFunction(factory) || ts.isFunctionExpression(factory)))
    return [];
  const ids = new Map<ts.Symbol, string>();
  for (const { left, right } of assignments) {
    if (!ts.isPropertyAccessExpression(left) || left.name.text !== 'exports' || !ts.isIdentifier(right)) continue;
    const owner = ts.findAncestor(left, isModuleFunction);
    const symbol = symbolOf(right);
    const holder =
      owner === undefined || ts.isMethodDeclaration(owner) ? owner : (outside(owner) as ts.PropertyAssignment);
    if (holder !== undefined && symbol !== undefined) ids.set(symbol, textOf(holder.name));
  }
  return list.elements.map((element, at) => {
    const parameter = factory.parameters[at];
    const symbol = parameter === undefined ? undefined : symbolOf(parameter.name);
    return { module: (element as ts.StringLiteral).text, id: symbol && ids.get(symbol) };
  });
}

const textOf = (name: ts.PropertyName) => (ts.isComputedPropertyName(name) ? '' : name.text);
