/** What a machine may not use if it is to be compiled, and what to use in its place. */
import type { AnyStateNode } from 'xstate';

/** @throws Error always: it names the machine, the state, the feature and the remedy */
export function unsupported(node: AnyStateNode, feature: string, remedy: string): never {
  const state = node.path.length === 0 ? 'its root' : `state ${node.path.join('.')}`;
  throw new Error(`machine ${node.machine.id} cannot be compiled: ${state} has ${feature}; ${remedy}`);
}

/** @throws Error when the state itself, apart from its transitions and actions, lies outside of the subset */
export function assertPlain(node: AnyStateNode): void {
  const config = node.config as Readonly<Record<string, unknown>>;
  if (node.type === 'parallel')
    unsupported(node, 'parallel regions', 'let two machines, or one context, do the two things');
  if (node.type === 'history') unsupported(node, 'the type history', 'remember the state in the context');
  for (const [key, remedy] of REFUSED_KEYS) if (config[key] !== undefined) unsupported(node, `"${key}"`, remedy);
  if (node.type === 'compound' && node.initial.actions.length > 0)
    unsupported(node, 'actions of its initial transition', 'make them entry actions of the initial state');
}

const REFUSED_KEYS = [
  ['always', 'decide in the transitions that lead here'],
  ['invoke', 'emit what is wanted, and let the answer come as an event'],
  ['onDone', 'let the transition lead to a state outside'],
  ['output', 'emit what is to be known at the end'],
  ['route', 'name the states as targets'],
] as const;
