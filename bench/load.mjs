/**
 * A load, on one worker and on two; beside two processes of one worker each, which share nothing but the machine, and so
 * show how much it gives to a second worker at the most. In each round everybody runs once, one after the other, so that
 * all find the machine in the same mood; what counts is the ratio of two runs of one round.
 */
import { assertSameHistory } from './agreement.mjs';
import { simpy } from './contenders.mjs';
import { figuresOf, speed } from './figures.mjs';
import { scenarioRun } from './scenario-run.mjs';

const ONE = 'one worker';
const TWO = 'two workers';

/** `besides`: with whom each is compared. `hasHistoryOf`: whose history it must have. */
const loads = [
  { name: simpy.name, besides: [], missing: simpy.missing, run: simpy.run },
  { name: ONE, besides: [simpy.name], run: async (checkouts) => loadRun(1, checkouts) },
  { name: TWO, besides: [ONE, simpy.name], hasHistoryOf: ONE, run: async (checkouts) => loadRun(2, checkouts) },
  { name: 'two processes at once, one worker each', besides: [ONE], run: twoAtOnce },
  {
    name: 'two workers, `--set faults=light`',
    besides: [TWO],
    run: async (checkouts) => loadRun(2, checkouts, ['--set', 'faults=light']),
  },
];

/** @param checkouts of each load */
export async function measureLoads(checkouts, rounds, say) {
  const present = loads.map((load) => ({ ...load, reason: load.missing?.() }));
  const measured = [];
  for (let round = 1; round <= rounds; round += 1)
    measured.push(await roundOf(present, checkouts, (name) => say(`round ${round} of ${rounds}: ${name}`)));
  return present.map(({ name, reason, besides }) => ({ name, reason, ...rowOf(measured, name, besides) }));
}

/** @returns the run of each, by its name */
async function roundOf(present, checkouts, say) {
  const runs = new Map();
  for (const { name, reason, hasHistoryOf, run } of present) {
    if (reason !== undefined) continue;
    say(name);
    const ran = await run(checkouts);
    if (hasHistoryOf !== undefined) assertSameHistory(name, ran, runs.get(hasHistoryOf));
    runs.set(name, ran);
  }
  return runs;
}

function rowOf(rounds, name, besides) {
  const ratiosTo = (other) =>
    rounds.flatMap((runs) => (runs.has(other) ? [speed(runs.get(name)) / speed(runs.get(other))] : []));
  const compared = besides.map((other) => ({ name: other, ratios: ratiosTo(other) }));
  return {
    ...figuresOf(rounds.flatMap((runs) => runs.get(name) ?? [])),
    compared: compared.filter(({ ratios }) => ratios.length > 0),
  };
}

async function loadRun(workers, checkouts, options = []) {
  const shared = ['--workers', String(workers), '--store', 'none'];
  return scenarioRun('load', 'scenarios/marketplace-day.yaml', [...shared, ...options], checkouts);
}

/** The same load twice: over when both are. */
async function twoAtOnce(checkouts) {
  const runs = await Promise.all([loadRun(1, checkouts), loadRun(1, checkouts)]);
  const sum = (figure) => runs.reduce((total, run) => total + figure(run), 0);
  return {
    checkouts: sum((run) => run.checkouts),
    events: sum((run) => run.events),
    seconds: Math.max(...runs.map(({ seconds }) => seconds)),
    peakMb: sum((run) => run.peakMb),
  };
}
