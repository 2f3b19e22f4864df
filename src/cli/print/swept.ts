/** The result of a sweep as a person reads it at a glance, and pastes it into a message. */
import { switchedOn } from '../../sim/defects/switched-on.ts';
import { tenthsOfPercent } from '../../sim/report/html/format.ts';
import { latency, rateIn } from '../../sim/report/html/time.ts';
import { unitOfRate } from '../../sim/scenario/units/rate.ts';
import { busiestOf } from '../../sim/sweep/knee.ts';
import { kneeIn, kneeSentence, resultOf, sweptSentences } from '../../sim/sweep/swept-words.ts';
import type { Swept, SweptStep } from '../../sim/sweep/swept.ts';
import type { Look, Style } from '../terminal.ts';
import { columns, grouped, type Align } from './columns.ts';
import { wrapped } from './wrapped.ts';

export function sweptLines(result: Swept, style: Style): string[] {
  return [
    headLine(result, style),
    ...sweptSentences(result).flatMap((sentence) => wrapped(sentence, '  ', '  ')),
    '',
    ...tableLines(result, style),
  ];
}

/** The knee in one line. */
export function sweptVerdictLine(result: Swept, style: Style): string {
  return `${headLine(result, style)}: ${kneeSentence(result)}`;
}

const looks: Readonly<Record<Swept['outcome'], Look>> = { knee: 'good', allMeet: 'doubtful', noneMeets: 'bad' };
const heads: Readonly<Record<Swept['outcome'], (result: Swept) => string>> = {
  knee: ({ knee }) => `KNEE AT ${knee ?? ''}`,
  allMeet: () => 'NO KNEE',
  noneMeets: () => 'BEYOND THE KNEE',
};

function headLine(result: Swept, style: Style): string {
  const { outcome, scenario, seed, defects, steps } = result;
  const mistakes = defects.length === 0 ? '' : `, ${style('bad', switchedOn(defects))}`;
  const isBroken = steps.some(({ verdict }) => verdict === 'inconsistent');
  const broken = isBroken ? `${style('bad', 'INCONSISTENT')}  ` : '';
  return `${broken}${style(looks[outcome], heads[outcome](result))}  ${scenario.name}, seed ${seed}${mistakes}`;
}

const align: readonly Align[] = [
  ...(['left', 'right', 'right', 'right', 'right', 'right'] as const),
  ...(['left', 'right', 'right', 'right', 'left'] as const),
];

function tableLines(result: Swept, style: Style): string[] {
  const { steps, missing, busiest } = result;
  const knee = kneeIn(result);
  const limits = busiest === null ? ['', '', '', ''] : ['busiest', 'taken', 'queue', 'rejected'];
  const title = ['rate', 'checkouts', 'throughput', 'p50', 'p95', 'p99', ...limits, ''];
  const [head = '', ...rows] = columns([title, ...steps.map(cells)], align);
  const marked = rows.map((row, index) => {
    const { rate } = steps[index] ?? {};
    const mark = rate === knee ? '>' : ' ';
    const line = `${mark}${row.slice(1)}`;
    return rate === missing?.rate ? style('bad', line) : line;
  });
  return [style('strong', head), ...marked];
}

function cells(step: SweptStep): string[] {
  const { p50, p95, p99 } = step.checkoutMs;
  const busiest = busiestOf(step.services);
  const load =
    busiest === undefined
      ? ['', '', '', '']
      : [
          busiest.service,
          tenthsOfPercent(busiest.utilisation),
          `${grouped(busiest.queueMost)}${busiest.queue === null ? '' : ` of ${grouped(busiest.queue)}`}`,
          grouped(step.services.reduce((sum, { rejected }) => sum + rejected, 0)),
        ];
  return [
    ...[step.rate, grouped(step.checkouts), rateIn(unitOfRate(step.rate), step.throughput)],
    ...[p50, p95, p99].map(latency),
    ...[...load, resultOf(step)],
  ];
}
