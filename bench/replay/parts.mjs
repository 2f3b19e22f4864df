/**
 * The parts of a run, each replayed by itself from what was recorded: the processor's caches belong to it alone, and
 * nobody else's garbage is collected. That is the least that a part can take.
 */
import { serviceNames } from '../../dist/domain/addresses.js';
import { createAudit } from '../../dist/sim/checks/audit.js';
import { checkMakers } from '../../dist/sim/checks/registry.js';
import { createHandOut } from '../../dist/sim/hand-out.js';
import { createCompiledInterpreter } from '../../dist/sim/interpreter/compiled-interpreter.js';
import { xstateInterpreter } from '../../dist/sim/interpreter/xstate-interpreter.js';
import { createTraceHash } from '../../dist/sim/kernel/trace-hash.js';
import { createMetrics } from '../../dist/sim/report/metrics.js';
import { checkSettings } from '../../dist/sim/simulation.js';
import { createStore } from '../../dist/sim/store.js';
import { foldFacts } from '../../dist/sim/trace.js';
import { createWorld } from '../../dist/sim/world.js';
import { copyAll, objectsIn } from './objects.mjs';
import { MACHINES, MACHINES_BY_XSTATE } from './names.mjs';
import { EVENTS_A_SLICE, runThrough } from './recorded.mjs';

/** As many facts as the fact stream hands out at a time. */
const BATCH = 512;

/** @returns the parts: each with a name and `replay`, which goes through the whole run, and throws when it was another one */
export function partsOf({ settings, facts, steps, effects, traceHash }) {
  const { scenario } = settings;
  const batches = batchesOf(facts);
  const written = facts.filter(({ kind }) => kind === 'written');
  const lastSteps = lastOfEach(steps);
  const interpreter = createCompiledInterpreter();
  const isSame = (seen, expected) => {
    if (seen !== expected) throw new Error(`a replay came to ${seen} instead of ${expected}`);
  };
  const objects = objectsIn(facts);
  return [
    { name: 'facts, messages and records as objects', replay: () => isSame(copyAll(objects), objects.length) },
    { name: MACHINES, replay: () => isSame(effectsOf(steps, lastSteps, interpreter), effects) },
    {
      name: MACHINES_BY_XSTATE,
      replay: () => isSame(effectsOf(steps, lastSteps, xstateInterpreter), effects),
    },
    { name: 'checks', replay: () => isSame(violations(scenario, batches), 0) },
    { name: 'trace hash', replay: () => isSame(hashOf(batches), traceHash) },
    {
      name: 'tables',
      replay: () => isSame(replaced(written), written.filter(({ before }) => before !== undefined).length),
    },
    { name: 'counts of the report', replay: () => isSame(counted(scenario, batches), scenario.traffic.checkouts) },
    { name: 'the world: no checks, no report', replay: () => isSame(worldHash(scenario, interpreter), traceHash) },
    {
      name: 'the whole run',
      replay: () => isSame(runThrough({ ...settings, interpreter }).report.traceHash, traceHash),
    },
  ];
}

function batchesOf(facts) {
  return Array.from({ length: Math.ceil(facts.length / BATCH) }, (_, i) => facts.slice(i * BATCH, (i + 1) * BATCH));
}

/** Whether a step is the last of its actor, by the place of the step. */
function lastOfEach(steps) {
  const lastSteps = new Set(new Map(steps.map((step) => [step.actor, step])).values());
  return steps.map((step) => lastSteps.has(step));
}

/** Effects go nowhere, and timers ring when they did. Actors and timers have numbers: a Map would cost as much as a machine. */
function effectsOf(steps, lastSteps, interpreter) {
  const running = [];
  const rings = [];
  let timers = 0;
  let effects = 0;
  const host = {
    perform: () => (effects += 1),
    after(_ms, fire) {
      const timer = timers++;
      rings.push(fire);
      return { cancel: () => (rings[timer] = undefined) };
    },
  };
  for (let place = 0; place < steps.length; place += 1) {
    const step = steps[place];
    if (step.kind === 'start') running.push(interpreter.start(step.machine, step.input, host));
    else if (step.kind === 'hear') running[step.actor].dispatch(step.event);
    else rings[step.timer]();
    if (lastSteps[place]) running[step.actor] = undefined;
  }
  return effects;
}

function violations(scenario, batches) {
  const audit = createAudit(checkMakers, checkSettings(scenario));
  for (const batch of batches) audit.observe(batch);
  return audit.results().reduce((sum, { violations: found }) => sum + found, 0);
}

function hashOf(batches) {
  const trace = createTraceHash();
  for (const batch of batches) foldFacts(trace, batch);
  return trace.digest();
}

/** How many records took the place of others. */
function replaced(written) {
  const stores = new Map(serviceNames.map((name) => [name, createStore(name)]));
  let count = 0;
  for (const { service, table, after, at, by } of written) {
    const { before } = stores.get(service).write({ op: 'put', table, record: after }, at, by);
    if (before !== undefined) count += 1;
  }
  return count;
}

function counted({ clock, policy }, batches) {
  const metrics = createMetrics(clock.start, policy.redrive.everyMs);
  const handOut = createHandOut([{ hears: metrics.hears, witness: undefined }]);
  for (const batch of batches) handOut(batch);
  return metrics.counts().checkouts;
}

function worldHash(scenario, interpreter) {
  const world = createWorld(scenario, interpreter);
  while (world.run(EVENTS_A_SLICE) === 'more');
  return world.traceHash();
}
