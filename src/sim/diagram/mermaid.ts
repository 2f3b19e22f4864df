/** A machine as a Mermaid state diagram, drawn from its definition alone. */
import type { AnyStateNode } from 'xstate';
import type { ActorKind } from '../actor-kind.ts';

/** https://mermaid.js.org/syntax/stateDiagram.html, with a front matter title: service and machine. */
export function mermaidOf({ service, machine }: ActorKind): string {
  const lines = [
    '---',
    `title: ${service}: ${machine.id}`,
    '---',
    'stateDiagram-v2',
    ...statesOf(machine.root, '  '),
    ...transitionsOf(machine.root),
  ];
  return `${lines.join('\n')}\n`;
}

/** The states below a node, with those that hold states as boxes around them. */
function statesOf(node: AnyStateNode, indent: string): string[] {
  const children: AnyStateNode[] = Object.values(node.states);
  const initial = node.initial.target?.[0];
  const lines = initial === undefined ? [] : [`${indent}[*] --> ${nameOf(initial)}`];
  for (const child of children) {
    const label = `${indent}state "${child.key}" as ${nameOf(child)}`;
    if (child.type === 'compound') lines.push(`${label} {`, ...statesOf(child, `${indent}  `), `${indent}}`);
    else lines.push(label);
    if (child.type === 'final') lines.push(`${indent}${nameOf(child)} --> [*]`);
  }
  return lines;
}

function transitionsOf(node: AnyStateNode): string[] {
  const own = [...node.transitions.values()].flat().flatMap((transition) => {
    const guard = transition.guard === undefined ? '' : ` [${guardName(transition.guard)}]`;
    // A transition without a target stays where it is and only acts; it would clutter the picture as an arrow to itself.
    return (transition.target ?? []).map(
      (target) => `  ${nameOf(node)} --> ${nameOf(target)}: ${eventName(String(transition.eventType))}${guard}`,
    );
  });
  const children: AnyStateNode[] = Object.values(node.states);
  return [...own, ...children.flatMap(transitionsOf)];
}

/** State keys repeat between parents; paths do not. */
function nameOf(node: AnyStateNode): string {
  return node.path.join('_');
}

/** `xstate.after.callTimeout.orderSaga.executing.calling` reads as `after callTimeout`. */
function eventName(type: string): string {
  const delay = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  return delay === undefined ? type : `after ${delay}`;
}

function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  return typeof guard === 'object' && guard !== null && 'type' in guard ? String(guard.type) : 'guard';
}
