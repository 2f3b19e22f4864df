/**
 * What code outside the shell may not name, since a run must depend on its scenario and its seed alone. The linter bans
 * the same names; this says so a second time, from the syntax tree, and adds what the linter has no rule for.
 */
import {
  isBindingElement,
  isCallExpression,
  isElementAccessExpression,
  isFunctionDeclaration,
  isIdentifier,
  isImportSpecifier,
  isNumericLiteral,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import { isTest, lineOf, nodesOf, type Problem, type Source } from './source-files.ts';
import type { Rule } from './tidy-rules.ts';

export const purityRules: Readonly<Record<string, Rule>> = {
  'names nothing that differs from run to run': (source) =>
    isShell(source.path) ? [] : nodesOf(source).flatMap((node) => bannedName(source, node)),

  'draws luck without functions that differ between platforms': (source) =>
    isShell(source.path) || source.path.startsWith('src/sim/report/')
      ? []
      : nodesOf(source).flatMap((node) =>
          memberOf(node)?.object === 'Math' && transcendental.has(memberOf(node)?.name ?? '')
            ? [problem(source, node, 'arithmetic that is exact everywhere, or a table')]
            : [],
        ),

  'schedules streams in virtual time': (source) =>
    isShell(source.path)
      ? []
      : nodesOf(source)
          .filter(
            (node) =>
              isCallExpression(node) &&
              timed.has(nameOf(node.expression)) &&
              isDeclared(source, nameOf(node.expression)),
          )
          .filter(
            (node) =>
              isCallExpression(node) && !/^\w*scheduler$/i.test(node.arguments.at(-1)?.getText(source.tree) ?? ''),
          )
          .map((node) => problem(source, node, 'a scheduler of virtual time as the last argument')),

  'keeps machines pure and their delays named': (source) =>
    source.path.startsWith('src/actors/') && !isTest(source.path)
      ? nodesOf(source).flatMap((node) => impurity(source, node))
      : [],
};

/** Global names, and what to use in their place. */
const globals = new Map([
  ['Date', 'virtual time and src/domain/calendar.ts'],
  ['performance', 'virtual time; wall time is measured by src/cli'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map(
    (name) => [name, 'the kernel to schedule it'] as const,
  ),
  ['crypto', 'dice'],
  ['process', 'src/cli to hand it in'],
  ['Intl', 'src/domain/currency.ts and calendar.ts'],
  ['WeakRef', 'an owner that lets go of it'],
  ['FinalizationRegistry', 'an owner that lets go of it'],
]);

/** Members, with the object where only that object's member is meant. */
const members = new Map([
  ['Math.random', 'dice'],
  ['Temporal.Now', 'virtual time'],
  ...[
    'toLocaleString',
    'toLocaleDateString',
    'toLocaleTimeString',
    'toLocaleUpperCase',
    'toLocaleLowerCase',
    'localeCompare',
  ].map((name) => [name, 'a format or an order of our own, the same in every locale'] as const),
]);

const transcendental = new Set(
  'sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 pow cbrt hypot'.split(
    ' ',
  ),
);

/** RxJS runs these on wall time unless they are given a scheduler. */
const timed = new Set(
  'timer interval delay auditTime bufferTime debounceTime sampleTime throttleTime timeInterval timestamp timeout windowTime'.split(
    ' ',
  ),
);

const impure = new Set([
  'invoke',
  'sendTo',
  'sendParent',
  'spawn',
  'spawnChild',
  'fromPromise',
  'fromCallback',
  'fromObservable',
]);

function isShell(path: string): boolean {
  return isTest(path) || !path.startsWith('src/') || path.startsWith('src/cli/');
}

function bannedName(source: Source, node: Node): Problem[] {
  const member = memberOf(node);
  const instead = member && (members.get(`${member.object}.${member.name}`) ?? members.get(member.name));
  if (instead !== undefined) return [problem(source, node, instead)];
  if (member?.object === 'globalThis' && globals.has(member.name))
    return [problem(source, node, globals.get(member.name) ?? '')];
  const replacement = globals.get(nameOf(node));
  if (replacement === undefined || !isReference(node) || isDeclared(source, nameOf(node))) return [];
  return [problem(source, node, replacement)];
}

function impurity(source: Source, node: Node): Problem[] {
  if (isIdentifier(node) && impure.has(node.text))
    return [problem(source, node, 'effects that leave the machine through emit')];
  if (!isPropertyAssignment(node) || node.name.getText(source.tree) !== 'after') return [];
  if (!isObjectLiteralExpression(node.initializer)) return [];
  return node.initializer.properties
    .filter((property) => isPropertyAssignment(property) && isNumericLiteral(property.name))
    .map((property) => problem(source, property, 'a delay that has a name'));
}

/** `Math.random`, `Math['random']` and `{ random } = Math` as an object and a name. */
function memberOf(node: Node): { readonly object: string; readonly name: string } | undefined {
  if (isPropertyAccessExpression(node)) return { object: nameOf(node.expression), name: node.name.text };
  if (isElementAccessExpression(node) && isStringLiteral(node.argumentExpression)) {
    return { object: nameOf(node.expression), name: node.argumentExpression.text };
  }
  if (isBindingElement(node) && isVariableDeclaration(node.parent.parent) && node.parent.parent.initializer) {
    return { object: nameOf(node.parent.parent.initializer), name: nameOf(node.propertyName ?? node.name) };
  }
  return undefined;
}

function nameOf(node: Node | undefined): string {
  return node !== undefined && isIdentifier(node) ? node.text : '';
}

/** False for the name of a member or a property, which is not the global of that name. */
function isReference(node: Node): boolean {
  const { parent } = node;
  if (isPropertyAccessExpression(parent)) return parent.expression === node;
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node);
}

/** True when the file gives the name a meaning of its own. */
function isDeclared(source: Source, name: string): boolean {
  return nodesOf(source).some(
    (node) =>
      (isVariableDeclaration(node) ||
        isParameterDeclaration(node) ||
        isBindingElement(node) ||
        isFunctionDeclaration(node) ||
        isImportSpecifier(node)) &&
      nameOf(node.name) === name,
  );
}

function problem(source: Source, node: Node, expected: string): Problem {
  return { path: source.path, line: lineOf(source, node), seen: node.getText(source.tree), expected };
}
