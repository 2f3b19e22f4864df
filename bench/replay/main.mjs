/**
 * What each part of a run takes by itself: `node bench/replay/main.mjs CHECKOUTS ROUNDS` prints JSON. A run is recorded and
 * its parts are replayed in turn, again and again, so that none of them has the machine to itself.
 */
import { partsOf } from './parts.mjs';
import { recordRun } from './recorded.mjs';

const [, , checkouts = '2000', rounds = '15'] = process.argv;
const parts = partsOf(recordRun(Number(checkouts))).map((part) => ({ ...part, us: [] }));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const { replay, us } of parts) us.push((timed(replay) * 1000) / Number(checkouts));
}
process.stdout.write(`${JSON.stringify(parts.map(({ name, us }) => ({ name, us })))}\n`);

function timed(replay) {
  const began = performance.now();
  replay();
  return performance.now() - began;
}
