/** What the benchmark is asked for on its command line. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './subprocess.mjs';

export const usage = `npm run bench -- [options]

  --quick          few checkouts, one round, short samples: everything runs, no figure means anything
  --only SECTION   runs, loads, micro, replay or profile; all of them by default; may be repeated
  --checkouts N    of black-friday, for everypenny; peers get some for each of these (10,000)
  --load N         checkouts of each load (60,000)
  --rounds N       of whole runs and of loads (3)
  --write          put what was measured into docs/performance.md
  --page FILE      into another page, which has the same markers
  --help
`;

const SECTIONS = ['runs', 'loads', 'micro', 'replay', 'profile'];
const FULL = {
  checkouts: 10_000,
  load: 60_000,
  rounds: 3,
  samples: 25,
  sampleMs: 20,
  replayed: 2_000,
  replays: 15,
  profiled: 5_000,
};
const QUICK = {
  checkouts: 100,
  load: 100,
  rounds: 1,
  samples: 3,
  sampleMs: 1,
  replayed: 100,
  replays: 3,
  profiled: 100,
};

/** @throws Error for what it does not know */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: SECTIONS },
      checkouts: { type: 'string' },
      load: { type: 'string' },
      rounds: { type: 'string' },
      write: { type: 'boolean', default: false },
      page: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const size = values.quick ? QUICK : FULL;
  const unknown = values.only.find((section) => !SECTIONS.includes(section));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: expected ${SECTIONS.join(', ')}`);
  if (values.quick && values.write && values.page === undefined)
    throw new Error('--quick and --write do not go together: its figures mean nothing');
  return {
    ...size,
    checkouts: count('--checkouts', values.checkouts, size.checkouts),
    load: count('--load', values.load, size.load),
    rounds: count('--rounds', values.rounds, size.rounds),
    sections: SECTIONS.filter((section) => values.only.includes(section)),
    page: values.write ? (values.page ?? join(root, 'docs/performance.md')) : undefined,
    help: values.help,
  };
}

function count(option, given, usual) {
  const number = given === undefined ? usual : Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} ${given}: expected a whole number above zero`);
}
