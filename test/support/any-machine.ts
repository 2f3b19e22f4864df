/**
 * Machines of the subset that the actors keep to, generated: nested states, guarded transitions to anywhere, with and
 * without re-entry, entry and exit actions, changes of the context, effects, delays and final states. And what happens to
 * one: events, and time that passes.
 */
import * as fc from 'fast-check';
import { assign, createMachine, emit, type AnyStateMachine } from 'xstate';
import type { Effect } from '../../src/domain/effects.ts';
import type { Interpreter } from '../../src/sim/interpreter/interpreter.ts';
import { createKernel } from '../../src/sim/kernel/kernel.ts';

/** A state before it is one of a machine; targets are numbers of states, in the order of the document. */
interface Sketch {
  readonly isFinal: boolean;
  readonly entry: readonly Doing[];
  readonly exit: readonly Doing[];
  readonly on: readonly Way[];
  readonly after: readonly (Way & { readonly delay: (typeof DELAYS)[number] })[];
  readonly inner: readonly Sketch[];
  readonly initial: number;
}

interface Way {
  readonly event: (typeof EVENTS)[number];
  readonly target: number | undefined;
  readonly reenter: boolean;
  readonly guard: (typeof GUARDS)[number] | undefined;
  readonly actions: readonly Doing[];
}

type Doing = 'count' | 'note' | 'say' | 'sayOften';

const EVENTS = ['Go', 'Stop', 'Turn'] as const;
const GUARDS = ['isEven', 'isBig', 'isOfThree'] as const;
const DELAYS = ['short', 'long', 'growing'] as const;

const doings: fc.Arbitrary<readonly Doing[]> = fc.array(fc.constantFrom<Doing>('count', 'note', 'say', 'sayOften'), {
  maxLength: 3,
});
const way: fc.Arbitrary<Way> = fc.record({
  event: fc.constantFrom(...EVENTS),
  target: fc.option(fc.nat({ max: 30 }), { nil: undefined, freq: 6 }),
  reenter: fc.boolean(),
  guard: fc.option(fc.constantFrom(...GUARDS), { nil: undefined }),
  actions: doings,
});

function sketches(depth: number): fc.Arbitrary<Sketch> {
  const inner = depth === 0 ? fc.constant([]) : fc.array(sketches(depth - 1), { maxLength: 3 });
  return fc.record({
    isFinal: fc.boolean().map((first) => first && depth < 2),
    entry: doings,
    exit: doings,
    on: fc.array(way, { maxLength: 4 }),
    after: fc.array(
      fc.tuple(way, fc.constantFrom(...DELAYS)).map(([written, delay]) => ({ ...written, delay })),
      { maxLength: 2 },
    ),
    inner,
    initial: fc.nat({ max: 5 }),
  });
}

export const anyMachine: fc.Arbitrary<AnyStateMachine> = sketches(3)
  .filter(({ inner }) => inner.length > 0)
  .map(machineOf);

function machineOf(root: Sketch): AnyStateMachine {
  const ids = idsIn(root, 'any');
  const written = { ...stateOf(root, 'any', ids), context: ({ input }: { readonly input: object }) => input };
  return createMachine(
    { ...written, id: 'any' } as never,
    {
      actions: {
        count: assign({ n: ({ context }: Seen) => context.n + 1 }),
        note: assign(({ context, event }: Seen) => ({ n: context.n + 1, last: event.type })),
        say: emit((seen: Seen, params: unknown) => spoken(seen, params)),
        sayOften: emit((seen: Seen, params: unknown) => spoken(seen, ['often', params])),
      },
      guards: {
        isEven: ({ context }: Seen) => context.n % 2 === 0,
        isBig: ({ context }: Seen, params: unknown) => context.n > (params as { readonly than: number }).than,
        isOfThree: ({ event }: Seen) => ((event.at ?? 0) / 10) % 3 === 0,
      },
      delays: { short: 20, long: 70, growing: ({ context }: Seen) => 10 + context.n },
    } as never,
  );
}

interface Seen {
  readonly context: { readonly n: number; readonly last?: string };
  readonly event: { readonly type: string; readonly at?: number };
}

function spoken({ context, event }: Seen, said: unknown): Effect {
  return { type: 'commit', ack: JSON.stringify([said, context, event.type]), about: undefined, writes: [] };
}

function idsIn({ inner }: Sketch, id: string): string[] {
  return [id, ...inner.flatMap((sketch, place) => idsIn(sketch, `${id}-${nameOf(place)}`))];
}

function nameOf(place: number): string {
  return 'abc'.charAt(place);
}

function stateOf(sketch: Sketch, id: string, ids: readonly string[]): object {
  const { isFinal, entry, exit, on, after, inner, initial } = sketch;
  const named = (when: string) => (doing: Doing) => ({ type: doing, params: `${when} ${id}` });
  const wayOf = ({ target, reenter, guard, actions }: Way): object => ({
    ...(target === undefined ? {} : { target: `#${ids[target % ids.length] ?? ''}` }),
    ...(guard === undefined ? {} : { guard: guard === 'isBig' ? { type: guard, params: { than: 7 } } : guard }),
    reenter,
    actions: actions.map(named('leave')),
  });
  const states: Record<string, object> = Object.fromEntries(
    inner.map((state, place) => [nameOf(place), stateOf(state, `${id}-${nameOf(place)}`, ids)]),
  );
  const ends = { entry: entry.map(named('enter')), exit: exit.map(named('exit')) };
  if (inner.length === 0 && isFinal) return { id, type: 'final', ...ends };
  return {
    id,
    ...ends,
    on: grouped(on, ({ event }) => event, wayOf),
    after: grouped(after, ({ delay }) => delay, wayOf),
    ...(inner.length === 0 ? {} : { initial: nameOf(initial % inner.length), states }),
  };
}

function grouped<T>(all: readonly T[], key: (one: T) => string, write: (one: T) => object): Record<string, object[]> {
  const groups: Record<string, object[]> = {};
  for (const one of all) (groups[key(one)] ??= []).push(write(one));
  return groups;
}

/** Events, and before each of them some time that passes. */
export const anyVisit = fc.array(
  fc.record({ type: fc.constantFrom(...EVENTS), after: fc.integer({ min: 0, max: 9 }).map((tens) => tens * 10) }),
  { minLength: 1, maxLength: 15 },
);

type Visit = readonly { readonly type: string; readonly after: number }[];

/** All that happens, in order: what is performed, when and in which state, and where each event leaves the machine. */
export function visit(interpreter: Interpreter, machine: AnyStateMachine, events: Visit): string[] {
  const kernel = createKernel(0, 300);
  const lines: string[] = [];
  const early: Effect[] = [];
  let tell = (effect: Effect): unknown => early.push(effect);
  const running = interpreter.start(
    machine,
    { n: 0 },
    {
      perform: (effect) => tell(effect),
      after: (ms, fire) => kernel.schedule(kernel.now() + ms, fire),
    },
  );
  tell = (effect) => lines.push(`${kernel.now()} in ${running.state()}: ${effect.type === 'commit' ? effect.ack : ''}`);
  for (const effect of early) tell(effect);
  let at = 0;
  for (const { type, after } of events) {
    at += after;
    const now = at;
    kernel.schedule(now, () => {
      running.dispatch({ type, at: now, body: { type } });
      lines.push(`${now} ${type} in ${running.state()}${running.done() ? ', done' : ''}`);
    });
  }
  kernel.run(300);
  return [...lines, `${kernel.now()} at last in ${running.state()}, ${running.done() ? 'done' : 'not done'}`];
}
