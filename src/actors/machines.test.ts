import { describe, expect, it } from 'vitest';
import { bench } from '../../test/support/machine-bench.ts';
import { actorKinds } from '../sim/actor-kinds.ts';

/** A state as its machine's file writes it. */
interface State {
  readonly path: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

interface Transition {
  readonly from: State;
  readonly by: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const machines = actorKinds.map(({ service, prefix, machine }) => ({ name: machine.id, service, prefix, machine }));

type Machine = (typeof machines)[number]['machine'];

function statesOf(machine: Machine): State[] {
  const inside = (state: State): State[] => [
    state,
    ...Object.entries(recordOf(state.config['states'])).flatMap(([name, config]) =>
      inside({ path: [...state.path, name], config: recordOf(config) }),
    ),
  ];
  return inside({ path: [], config: recordOf(machine.config) });
}

function transitionsOf(machine: Machine): Transition[] {
  return statesOf(machine).flatMap((from) =>
    [from.config['on'], from.config['after']].flatMap((map) =>
      Object.entries(recordOf(map)).flatMap(([by, transitions]) =>
        listOf(transitions).map((one) => ({
          from,
          by,
          config: typeof one === 'string' ? { target: one } : recordOf(one),
        })),
      ),
    ),
  );
}

function guardsOf(machine: Machine): unknown[] {
  return transitionsOf(machine).flatMap(({ config }) => listOf(config['guard']));
}

function namedActionsOf(machine: Machine): unknown[] {
  return actionsOf(machine).filter((action) => typeof action === 'string');
}

function actionsOf(machine: Machine): unknown[] {
  const states = statesOf(machine).flatMap(({ config }) => [...listOf(config['entry']), ...listOf(config['exit'])]);
  return [...states, ...transitionsOf(machine).flatMap(({ config }) => listOf(config['actions']))];
}

/** The path of the state that a transition leads to: a sibling's, or from the machine's id downwards. */
function targetOf(machine: Machine, { from, config }: Transition): string | undefined {
  const { target } = config;
  if (target === undefined) return undefined;
  if (typeof target !== 'string') return 'several at once';
  if (target.startsWith('#')) return target.replace(`#${machine.id}.`, '');
  return [...from.path.slice(0, -1), target].join('.');
}

/** The path of the state in which a machine, or a state with states inside, begins. */
function initialsOf(machine: Machine): string[] {
  return statesOf(machine).flatMap(({ path, config: { initial } }) =>
    typeof initial === 'string' ? [[...path, initial].join('.')] : [],
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function kindOf(action: unknown): unknown {
  return typeof action === 'function' && 'type' in action ? action.type : typeof action;
}

it('there are twenty-seven machines, each with a name of its own', () => {
  expect(machines).toHaveLength(27);
  expect(new Set(machines.map(({ name }) => name)).size).toBe(27);
});

describe.each(machines)('the machine $name', ({ machine, prefix }) => {
  it('has nested states, events, entries, exits and delays, and nothing else', () => {
    const allowed = new Set(['id', 'context', 'initial', 'states', 'type', 'on', 'after', 'entry', 'exit']);
    const keys = statesOf(machine).flatMap(({ config }) =>
      Object.keys(config).filter((key) => config[key] !== undefined),
    );
    expect(keys.filter((key) => !allowed.has(key))).toEqual([]);
    const types = statesOf(machine).flatMap(({ config }) => listOf(config['type']));
    expect(types.filter((type) => type !== 'final')).toEqual([]);
  });

  it('has transitions with a target, a guard, actions and re-entry, and nothing else', () => {
    const allowed = new Set(['target', 'guard', 'actions', 'reenter']);
    const keys = transitionsOf(machine).flatMap(({ config }) => Object.keys(config));
    expect(keys.filter((key) => !allowed.has(key))).toEqual([]);
  });

  it('emits and assigns, and does nothing else', () => {
    const { actions } = machine.implementations;
    const done = actionsOf(machine).map((action) => kindOf(typeof action === 'string' ? actions[action] : action));
    const all = [...done, ...Object.values(actions).map(kindOf)];
    expect(all.filter((kind) => kind !== 'xstate.emit' && kind !== 'xstate.assign')).toEqual([]);
  });

  it('names its guards and its delays, and uses what it names', () => {
    const { actions, guards, delays } = machine.implementations;
    const delaysUsed = statesOf(machine).flatMap(({ config }) => Object.keys(recordOf(config['after'])));
    expect(new Set(delaysUsed)).toEqual(new Set(Object.keys(delays)));
    expect(Object.keys(guards)).toEqual(expect.arrayContaining(guardsOf(machine)));
    expect(Object.keys(actions)).toEqual(expect.arrayContaining(namedActionsOf(machine)));
    // The two nights share a setup: what this machine names is used by it, or by one that names the same.
    const unused = (named: 'guards' | 'actions', usedBy: (machine: Machine) => unknown[]): string[] =>
      Object.entries<unknown>(machine.implementations[named]).flatMap(([name, one]) => {
        const sharing = machines.filter((other) => one === other.machine.implementations[named][name]);
        return sharing.some((other) => usedBy(other.machine).includes(name)) ? [] : [name];
      });
    expect([...unused('guards', guardsOf), ...unused('actions', namedActionsOf)]).toEqual([]);
  });

  it('leads only to states that it has, and to each of them', () => {
    const states = statesOf(machine).map(({ path }) => path.join('.'));
    const targets = transitionsOf(machine).flatMap((transition) => targetOf(machine, transition) ?? []);
    const led = new Set([...targets, ...initialsOf(machine)]);
    expect([...led].filter((target) => !states.includes(target))).toEqual([]);
    expect(states.filter((state) => state !== '' && !led.has(state))).toEqual([]);
  });

  it('leaves no final state', () => {
    const final = statesOf(machine).filter(({ config }) => config['type'] === 'final');
    expect(final.flatMap(({ config }) => [config['on'], config['after']]).filter((way) => way !== undefined)).toEqual(
      [],
    );
  });

  it('names its states in camel case', () => {
    const names = statesOf(machine).flatMap(({ path }) => path.slice(-1));
    expect(names.filter((name) => !/^[a-z]+([A-Z][a-z]+)*$/.test(name))).toEqual([]);
  });

  it('waits for an event before it does anything', () => {
    const one = bench(machine, { entity: `${prefix}EUR-2026-03-02` });
    const first = one.state();
    expect(one.effect()).toBeUndefined();
    expect(one.wait(31_536_000_000)).toEqual([]);
    expect(one.state()).toBe(first);
    expect(one.done()).toBe(false);
  });
});
