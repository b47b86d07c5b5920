// Whether code asks for an export before it uses it. A missing export of a host is `undefined`, not a load error, so asking is safe.
import ts from 'typescript';

/** Operators whose left side may be undefined without harm. */
const ASKING = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
const COMPARING = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/**
 * Whether `use` (`module.name`, or `'name' in module`) is itself a question (`typeof`, `?.`, `??`, a condition), or stands in a branch whose condition asks for
 * the same name. Returning early after a question is not seen: write such code as a branch.
 */
export function isFeatureTested(use: ts.Node, name: string): boolean {
  if (isQuestion(use)) return true;
  for (let node = use; node.parent !== undefined; node = node.parent) {
    const condition = conditionOver(node);
    if (condition !== undefined && mentions(condition, name)) return true;
  }
  return false;
}

function isQuestion(use: ts.Node): boolean {
  let node = use;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.InKeyword;
  if (ts.isTypeOfExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isBinaryExpression(parent))
    return COMPARING.has(parent.operatorToken.kind) || (ASKING.has(parent.operatorToken.kind) && parent.left === node);
  const isChain =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  return isChain && parent.expression === node && parent.questionDotToken !== undefined;
}

/** The condition under which `node` runs, where its parent sets one. */
function conditionOver(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node ? undefined : parent.condition;
  if (ts.isIfStatement(parent)) return parent.expression === node ? undefined : parent.expression;
  const isAnd = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isAnd && parent.right === node ? parent.left : undefined;
}

function mentions(condition: ts.Node, name: string): boolean {
  const isName = ts.isPropertyAccessExpression(condition)
    ? condition.name.text === name
    : ts.isStringLiteralLike(condition) && condition.text === name;
  return isName || (ts.forEachChild(condition, (child) => mentions(child, name) || undefined) ?? false);
}
