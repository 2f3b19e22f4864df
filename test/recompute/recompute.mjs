/**
 * Recomputes the books of a run from its databases and settlement files alone, and compares every figure of the report.
 *
 *   node test/recompute/recompute.mjs REPORT_FOLDER...
 *
 * It shares no code with the simulator. It prints a table per currency, names each figure on which the sources disagree,
 * and exits with 1 when there is one.
 */
import { compareOrders, compareSellers } from './books.mjs';
import { compareCash } from './cash.mjs';
import { agrees, grouped } from './comparisons.mjs';
import { evidenceOf } from './evidence.mjs';
import { compareExchange } from './exchange.mjs';
import { compareFiles } from './files.mjs';
import { compareFees, compareLines, comparePspTotals } from './lines.mjs';
import { openReport } from './open-report.mjs';
import { compareBatches, comparePayouts } from './psp.mjs';
import { compareReconciliation } from './reconciliation.mjs';
import { compareRefunds } from './refunds.mjs';
import { compareCounts, compareReport, compareScore } from './report-figures.mjs';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('usage: node test/recompute/recompute.mjs REPORT_FOLDER...\n');
  process.exit(2);
}
const disagreements = folders.map(recompute);
process.exitCode = disagreements.every((count) => count === 0) ? 0 : 1;

/** How many figures of a folder disagree. */
function recompute(name) {
  const folder = openReport(name);
  const evidence = currenciesOf(folder).map((currency) => evidenceOf(folder, currency));
  const comparisons = [
    ...evidence.flatMap(compareCurrency),
    ...compareExchange(folder),
    ...compareCounts(folder),
    ...compareScore(folder, evidence),
  ];
  const wrong = comparisons.filter((comparison) => !agrees(comparison));
  const verdict =
    wrong.length === 0
      ? `all ${comparisons.length} figures agree`
      : `${wrong.length} of ${comparisons.length} figures disagree`;
  print(`${name}: ${verdict}`);
  for (const [currency, rows] of grouped(comparisons.filter(isRow), currencyOf)) printTable(currency, rows);
  for (const { currency, figure, seen } of wrong)
    print(`  DISAGREES  ${currency}  ${figure}: ${seen.map(told).join(', ')}`);
  return wrong.length;
}

function compareCurrency(evidence) {
  const compare = [
    comparePspTotals,
    compareOrders,
    compareRefunds,
    compareSellers,
    compareBatches,
    comparePayouts,
    compareFiles,
    compareLines,
    compareFees,
    compareCash,
    compareReconciliation,
    compareReport,
  ];
  return compare.flatMap((comparisons) => comparisons(evidence));
}

/** Every currency that the report, a record or a file speaks of. */
function currenciesOf({ report, ledger, psp, paymentService, delivered }) {
  const records = [
    ...psp.charges,
    ...paymentService.orderProgress,
    ...ledger.transactions.flatMap(({ postings }) => postings),
    ...delivered,
  ];
  return [
    ...new Set([
      ...Object.keys(report.books),
      ...Object.keys(report.money),
      ...records.map(({ currency }) => currency),
    ]),
  ].toSorted();
}

function currencyOf({ currency }) {
  return currency;
}

function isRow({ isTotal }) {
  return isTotal;
}

/** One row per figure: each source with what it says, in minor units. */
function printTable(currency, rows) {
  print(`\n${currency}, in minor units`);
  for (const row of rows) {
    print(`  ${row.figure.padEnd(22)}${agrees(row) ? 'agree     ' : 'DISAGREE  '}${row.seen.map(told).join(', ')}`);
  }
}

function told([source, value]) {
  return `${source} ${value ?? 'nothing'}`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
