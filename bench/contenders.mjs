/**
 * Who takes part. A contender has a name, a number of checkouts (`share`: how many for each one that everypenny gets, so
 * that fast programs run long enough to be measured and slow ones come to an end) and a way to run; `missing` says why it
 * cannot. What has the same history as everypenny's own run is held to that; a peer is held to the totals of the flow.
 */
import { spawnSync } from 'node:child_process';
import { scenarioRun } from './scenario-run.mjs';
import { printed } from './subprocess.mjs';

const BLACK_FRIDAY = 'scenarios/black-friday.yaml';
const PYTHON = '/usr/bin/python3';

/** Against whom all others are measured. */
export const reference = {
  name: 'everypenny, compiled',
  share: 1,
  run: async (checkouts) => scenarioRun('run', BLACK_FRIDAY, ['--interpreter', 'compiled'], checkouts),
};

export const simpy = peer('SimPy, CPython', 10, PYTHON, 'simpy-processes.py', pythonWithoutSimPy);

export const contenders = [
  {
    name: 'everypenny, `--interpreter xstate`',
    share: 1,
    hasSameHistory: true,
    run: async (checkouts) => scenarioRun('run', BLACK_FRIDAY, ['--interpreter', 'xstate'], checkouts),
  },
  simpy,
  peer('simjs', 10, process.execPath, 'simjs.mjs'),
  peer('generator processes', 10, process.execPath, 'generators.mjs'),
  peer('XState, one actor an order', 1, process.execPath, 'xstate-actors.mjs'),
  peer('hand-written loop', 100, process.execPath, 'hand-written-loop.mjs'),
];

function peer(name, share, program, file, missing) {
  const run = async (checkouts, rng) => {
    const args = [`bench/peers/${file}`, '--checkouts', String(checkouts), '--rng', rng];
    return JSON.parse(await printed(program, args));
  };
  return {
    name,
    share,
    missing,
    run: async (checkouts) => run(checkouts, 'native'),
    proof: async () => run(10_000, 'hash'),
  };
}

function pythonWithoutSimPy() {
  const { status } = spawnSync(PYTHON, ['-c', 'import simpy']);
  return status === 0 ? undefined : 'not installed here';
}
