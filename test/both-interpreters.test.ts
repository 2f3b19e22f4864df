/** Compiled tables and XState itself come to the same history, in every shipped scenario and with every machine. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actorKinds } from '../src/sim/actor-kinds.ts';
import { createCompiledInterpreter } from '../src/sim/interpreter/compiled-interpreter.ts';
import type { Interpreter } from '../src/sim/interpreter/interpreter.ts';
import { xstateInterpreter } from '../src/sim/interpreter/xstate-interpreter.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { createWorld } from '../src/sim/world.ts';
import { shippedScenario } from './support/simulate.ts';

const names = readdirSync('scenarios').map((file) => file.replace('.yaml', ''));
const started = new Set<string>();

describe('both interpreters', () => {
  it.each(names)('have the same history of %s', (name) => {
    // Users are as many as they are; of all others thirty buyers are enough for each kind of message.
    const scenario = shippedScenario(name, name === 'kiosk-hour' ? ['traffic.users=3'] : ['traffic.checkouts=30']);
    const [events, history] = historyOf(scenario, noting(createCompiledInterpreter()));
    expect(events).toBeGreaterThan(500);
    expect(historyOf(scenario, xstateInterpreter)).toEqual([events, history]);
  });

  it('have started every machine by then', () => {
    expect([...started].toSorted()).toEqual(actorKinds.map(({ machine }) => machine.id).toSorted());
  });
});

/** How many events there were, and their fingerprint. */
function historyOf(scenario: Scenario, interpreter: Interpreter): [events: number, traceHash: string] {
  const world = createWorld(scenario, interpreter);
  while (world.run(1_000_000) === 'more');
  return [world.events(), world.traceHash()];
}

/** The interpreter, which also remembers what machines it has started. */
function noting(interpreter: Interpreter): Interpreter {
  return {
    name: interpreter.name,
    start(machine, input, host) {
      started.add(machine.id);
      return interpreter.start(machine, input, host);
    },
  };
}
