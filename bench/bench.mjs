/**
 * How fast everypenny is, beside others on the same machine and in the same minutes, and what its parts cost: prints
 * tables in Markdown. `npm run bench -- --help` says what can be asked for; docs/performance.md says how it is done.
 */
import { measureLoads } from './load.mjs';
import { machineLine } from './machine.mjs';
import {
  interpretersLine,
  loadsTable,
  microTable,
  proofsTable,
  replayTable,
  runsTable,
  sharesTable,
} from './markdown.mjs';
import { readOptions, usage } from './options.mjs';
import { writeIntoPage } from './performance-page.mjs';
import { measureShares } from './profile/measure.mjs';
import { measureReplay } from './replay/measure.mjs';
import { measureRuns } from './rounds.mjs';
import { printed } from './subprocess.mjs';

/** Each section measures, and says what it has seen. */
const sections = {
  async runs({ checkouts, rounds }) {
    const measured = await measureRuns(checkouts, rounds, say);
    const same = `Rounds: ${rounds}. Both interpreters: trace ${measured.traceHash}. Peers, with the same draws:`;
    return [runsTable(measured), same, proofsTable(measured)];
  },
  async loads({ load, rounds }) {
    const measured = await measureLoads(load, rounds, say);
    return [loadsTable(measured), `Rounds: ${rounds}. One worker and two: the same trace.`];
  },
  async micro({ samples, sampleMs }) {
    say(`micro-benchmarks: ${samples} samples`);
    const operations = await printed(process.execPath, ['bench/micro/main.mjs', String(samples), String(sampleMs)]);
    return [microTable(JSON.parse(operations))];
  },
  async replay({ replayed, replays }) {
    const measured = await measureReplay(replayed, replays, say);
    const what = `black-friday with ${replayed} checkouts, ${replays} times:`;
    return [what, replayTable(measured), interpretersLine(measured)];
  },
  async profile({ profiled }) {
    const shares = await measureShares(profiled, say);
    return [`black-friday with ${profiled} checkouts:`, sharesTable(shares)];
  },
};

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) print(usage);
  else await bench(options);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function bench(options) {
  for (const name of options.sections) {
    const machine = `Measured on ${machineLine()}.`;
    const block = [machine, ...(await sections[name](options))].join('\n\n');
    print(`## ${name}\n\n${block}\n\n`);
    if (options.page !== undefined) writeIntoPage(options.page, name, block);
  }
}

function print(text) {
  process.stdout.write(text);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
