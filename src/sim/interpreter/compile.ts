/**
 * A machine as a table, built once from its own XState definition: for each atomic state and each type of event the
 * transitions that may be taken, in the order in which XState tries them, and for each the whole list of its steps: exit
 * actions, then its own, then entry actions. What lies outside of the subset that the machines keep to is refused here,
 * by name, and never at run time.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { guardOf, type CompiledGuard } from './compiled-guard.ts';
import { stepOf, type Step, type Timers } from './compiled-steps.ts';
import { initialPlan, pathTo, planOf, type Plan } from './transition-plan.ts';
import { assertPlain, unsupported } from './unsupported.ts';

export interface CompiledMachine {
  readonly id: string;
  /** The context of a machine that starts, from its input. */
  readonly contextOf: (input: unknown) => object;
  /** What happens when the machine starts. */
  readonly start: Branch;
}

/** An atomic state, with whatever may be done in it. */
export interface CompiledState {
  /** `charging.awaitingPsp` */
  readonly path: string;
  /** By the type of the event. */
  readonly branches: ReadonlyMap<string, readonly Branch[]>;
}

/** A transition as it is taken from one atomic state. */
export interface Branch {
  readonly guard: CompiledGuard | undefined;
  readonly steps: readonly Step[];
  /** Whether any of the steps sets or cancels a timer. */
  readonly windsTimers: boolean;
  readonly next: CompiledState;
  /** The machine is in a final state then. */
  readonly isEnd: boolean;
}

/** @throws Error when the machine uses what cannot be compiled */
export function compile(machine: AnyStateMachine): CompiledMachine {
  const { root } = machine;
  const table: Table = { states: new Map(), actions: new Map(), timers: new Map() };
  const nodes = nodesIn(root);
  for (const node of nodes) {
    assertPlain(node);
    const [entry, exit] = [node.entry, node.exit].map((actions) => stepsOf(table, node, actions));
    table.actions.set(node, { entry: entry ?? [], exit: exit ?? [] });
  }
  const leaves = nodes.filter(({ type }) => type === 'atomic' || type === 'final');
  for (const leaf of leaves) table.states.set(leaf, { path: leaf.path.join('.'), branches: new Map() });
  for (const leaf of leaves) fill(table, leaf);
  const { context } = machine.config as { readonly context?: unknown };
  return {
    id: machine.id,
    contextOf:
      typeof context === 'function'
        ? (input) => newContext(context as ContextFactory, input)
        : () => ({ ...(context as object | undefined) }),
    start: branchOf(table, root, [], initialPlan(root), undefined),
  };
}

type ContextFactory = (given: { readonly input: unknown }) => object;

function newContext(factory: ContextFactory, input: unknown): object {
  return factory({ input });
}

interface Table {
  readonly states: Map<AnyStateNode, CompiledState & { readonly branches: Map<string, Branch[]> }>;
  readonly actions: Map<AnyStateNode, { readonly entry: readonly Step[]; readonly exit: readonly Step[] }>;
  readonly timers: Timers;
}

function nodesIn(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesIn)];
}

/** The innermost state's transitions are tried first; where none of them may be taken, those of the states around it. */
function fill(table: Table, leaf: AnyStateNode): void {
  const branches = stateOf(table, leaf).branches;
  for (const node of pathTo(leaf)) {
    for (const [type, transitions] of node.transitions) {
      if (type.includes('*')) unsupported(node, `the event "${type}"`, 'name each event');
      const known = branches.get(type) ?? [];
      branches.set(type, [...known, ...transitions.map((transition) => transitionBranch(table, leaf, transition))]);
    }
  }
}

function transitionBranch(table: Table, leaf: AnyStateNode, transition: AnyTransitionDefinition): Branch {
  const { source, target, actions, guard } = transition;
  const [first, ...others] = target ?? [];
  if (others.length > 0) unsupported(source, `several targets of "${String(transition.eventType)}"`, 'choose one');
  return branchOf(table, source, actions, planOf(leaf, transition, first), guardOf(source, guard));
}

function branchOf(
  table: Table,
  source: AnyStateNode,
  actions: readonly unknown[],
  { exited, entered, leaf }: Plan,
  guard: CompiledGuard | undefined,
): Branch {
  const isEnd = entered.some(({ type, parent }) => type === 'final' && parent?.parent === undefined);
  // At the end every state that is still active is left.
  const left = isEnd ? pathTo(leaf) : [];
  const steps = [
    ...exited.flatMap((node) => actionsOf(table, node).exit),
    ...stepsOf(table, source, actions),
    ...entered.flatMap((node) => actionsOf(table, node).entry),
    ...left.flatMap((node) => actionsOf(table, node).exit),
  ];
  const windsTimers = steps.some(({ type }) => type === 'setTimer' || type === 'cancelTimer');
  return { guard, steps, windsTimers, next: stateOf(table, leaf), isEnd };
}

function stateOf({ states }: Table, leaf: AnyStateNode): CompiledState & { readonly branches: Map<string, Branch[]> } {
  const state = states.get(leaf);
  if (state === undefined) return unsupported(leaf, 'no atomic state', 'give it one');
  return state;
}

function stepsOf({ timers }: Table, node: AnyStateNode, actions: readonly unknown[]): Step[] {
  return actions.map((action) => stepOf(node, action, timers));
}

function actionsOf(
  { actions }: Table,
  node: AnyStateNode,
): { readonly entry: readonly Step[]; readonly exit: readonly Step[] } {
  return actions.get(node) ?? { entry: [], exit: [] };
}
