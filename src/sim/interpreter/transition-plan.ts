/**
 * What a transition does to the active states of a machine, worked out beforehand: which are exited, which are entered, and
 * which atomic one is active afterwards. The rules are XState's (SCXML's algorithm, without parallel and history states):
 * a machine has one active atomic state, and with it all of its ancestors.
 */
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';

export interface Plan {
  /** In the order of exit, the innermost first. */
  readonly exited: readonly AnyStateNode[];
  /** In the order of entry, the outermost first. */
  readonly entered: readonly AnyStateNode[];
  readonly leaf: AnyStateNode;
}

/**
 * @param leaf the active atomic state
 * @param target where the transition leads; undefined when it only acts
 */
export function planOf(
  leaf: AnyStateNode,
  transition: Pick<AnyTransitionDefinition, 'source' | 'reenter'>,
  target: AnyStateNode | undefined,
): Plan {
  if (target === undefined) return { exited: [], entered: [], leaf };
  const { source, reenter } = transition;
  const domain = domainOf(source, target, reenter);
  const exited = pathTo(leaf).filter((node) => isWithin(node, domain));
  // A state that leads to itself without being left is not entered again; only what is in it is.
  const staysInside = target === source && source === domain;
  const entered = [
    ...ancestorsOf(target).filter((node) => isWithin(node, domain)),
    ...(staysInside ? [] : [target]),
    ...initialsIn(target),
  ];
  return {
    exited: exited.toSorted((a, b) => b.order - a.order),
    entered: entered.toSorted((a, b) => a.order - b.order),
    leaf: initialsIn(target).at(-1) ?? target,
  };
}

/** What is entered when the machine starts. */
export function initialPlan(root: AnyStateNode): Plan {
  const entered = [root, ...initialsIn(root)];
  return { exited: [], entered, leaf: initialsIn(root).at(-1) ?? root };
}

/** The states that are active when an atomic one is, the root included, the innermost first. */
export function pathTo(leaf: AnyStateNode): AnyStateNode[] {
  return [leaf, ...ancestorsOf(leaf)];
}

/** The state within which everything is exited; undefined when that is the machine as a whole, its root included. */
function domainOf(source: AnyStateNode, target: AnyStateNode, reenter: boolean): AnyStateNode | undefined {
  if (!reenter && (target === source || isWithin(target, source))) return source;
  const shared = ancestorsOf(target).find((ancestor) => isWithin(source, ancestor));
  return shared ?? (reenter ? undefined : source.machine.root);
}

/** The initial states that are entered below a state, one in the other. */
function initialsIn(node: AnyStateNode): AnyStateNode[] {
  const [initial] = node.type === 'compound' ? (node.initial.target ?? []) : [];
  return initial === undefined ? [] : [initial, ...initialsIn(initial)];
}

function ancestorsOf(node: AnyStateNode): AnyStateNode[] {
  return node.parent === undefined ? [] : [node.parent, ...ancestorsOf(node.parent)];
}

/** @param outer undefined for what is around the root */
function isWithin(node: AnyStateNode, outer: AnyStateNode | undefined): boolean {
  return outer === undefined || ancestorsOf(node).includes(outer);
}
