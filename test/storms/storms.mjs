/**
 * The campaign: every stormy scenario under many seeds, none of which may end in anything but consistency.
 *
 *   node test/storms/storms.mjs            10 seeds each
 *   node test/storms/storms.mjs 200        the whole, 1,000 for the swarm
 *
 * Each exploration leaves its folder in reports/, and can be interrupted and gone on with.
 */
import { spawnSync } from 'node:child_process';

const seeds = Number(process.argv[2] ?? 10);
const storms = [
  { name: 'psp-brownout', count: seeds, settings: [] },
  { name: 'webhook-storm', count: seeds, settings: [] },
  { name: 'wallet-crash-loop', count: seeds, settings: [] },
  { name: 'partitioned-ledger', count: seeds, settings: [] },
  { name: 'broken-settlement-week', count: seeds, settings: [] },
  { name: 'double-click-friday', count: seeds, settings: [] },
  { name: 'swarm', count: seeds * 5, settings: [] },
  { name: 'marketplace-day', count: seeds, settings: ['--set', 'faults=heavy', '--set', 'refunds.share=10%'] },
];

/** 0, or 3 where a seed missed a threshold of latency or of matched lines: in a storm that is no loss of a penny. */
const accepted = new Set([0, 3]);

let failed = 0;
for (const { name, count, settings } of storms) {
  const began = performance.now();
  const args = ['explore', `scenarios/${name}.yaml`, '--seeds', `1..${count}`, '--quiet', ...settings];
  const ran = spawnSync(process.execPath, ['bin/penny.js', ...args], { encoding: 'utf8' });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const said = ran.stdout === '' ? ran.stderr : ran.stdout;
  say(`${said.trim()}  (${seconds} s)`);
  if (!accepted.has(ran.status)) failed += 1;
}
if (failed > 0) say(`${failed} of ${storms.length} storms lost a penny, or proved nothing`);
process.exitCode = failed === 0 ? 0 : 1;

function say(line) {
  process.stdout.write(`${line}\n`);
}
