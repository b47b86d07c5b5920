// Which names an ES module exports at run time, read from its text and never run: Grafana's packages want a browser.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Names of values that the module at `file` exports, sorted, `default` among them where there is one; `export *` is followed into files of the package.
 * @throws Error for `export *` from another package, whose names are not known here
 */
export function exportNames(file: string): string[] {
  return [...collect(file, new Set())].sort();
}

function collect(file: string, seen: Set<string>): Set<string> {
  const names = new Set<string>();
  if (seen.has(file)) return names;
  seen.add(file);
  const { statements } = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    false,
    ts.ScriptKind.JS,
  );
  for (const statement of statements) {
    if (ts.isExportAssignment(statement)) names.add('default');
    else if (ts.isExportDeclaration(statement)) {
      const { exportClause: clause } = statement;
      if (clause === undefined) {
        for (const name of collect(starTarget(file, statement), seen)) if (name !== 'default') names.add(name);
      } else if (ts.isNamespaceExport(clause)) names.add(clause.name.text);
      else for (const { name } of clause.elements) names.add(name.text);
    } else if (isExported(statement)) for (const name of declaredNames(statement)) names.add(name);
  }
  return names;
}

function starTarget(file: string, { moduleSpecifier }: ts.ExportDeclaration): string {
  const target = (moduleSpecifier as ts.StringLiteral).text;
  if (!target.startsWith('.')) throw new Error(`${file} exports everything of ${target}: read that package too`);
  return join(dirname(file), target);
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text);
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
  const isDefault = (statement.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault ? ['default'] : [statement.name!.text];
}
