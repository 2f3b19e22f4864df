/** The ten steps of a payment, as a diagram and as a list, with what the run did in each. */
import { openRefundsIn } from '../../counts.ts';
import type { Report } from '../../report.ts';
import { openBreakCount } from '../../totals.ts';
import { flowDiagram, type FlowWords } from '../charts/flow.ts';
import { briefCount, count, counted } from '../format.ts';
import { markup, nothing, type Markup, type Part } from '../markup.ts';
import type { Section } from '../section.ts';
import { linesOf } from './reconciliation.ts';
import { neverHeard } from './throughput.ts';

export function flowSection(report: Report): Section {
  const items = stepsOf(report).map((step) => markup`<li>${step}</li>\n`);
  return {
    id: 'flow',
    title: 'The flow',
    body: markup`<p class="note">What happens after a buyer clicks Buy. Dashed boxes are the outside world; a drum marks what is stored in a database.</p>
${flowDiagram(wordsOf(report))}
<ol class="steps">
${items}</ol>${capturedLater(report)}${refundsBack(report)}${paidOut(report)}`,
  };
}

function wordsOf(report: Report): FlowWords {
  const { counts, latencyMs } = report;
  const lines = linesOf(report);
  return {
    arrows: {
      buy: onArrow(counts.checkouts, 'checkout'),
      execute: onArrow(counts.orders, 'order'),
      charge: onArrow(counts.captured + counts.declined, 'outcome'),
      credit: onArrow(latencyMs.credit.count, 'credit confirmed', 'credits confirmed'),
      post: onArrow(latencyMs.posting.count, 'sale posted', 'sales posted'),
      file: { noun: 'settlement files' },
      statement: { noun: 'statements' },
      payout: { noun: 'payouts' },
      match: onArrow(lines.matched, 'line matched', 'lines matched'),
    },
    nodes: {
      shop: [
        'buyers click Buy',
        ...some(counts.buyerRetries, 'repeated click'),
        ...some(counts.refundsAsked, 'refund asked', 'refunds asked'),
      ],
      'payment-service': [
        'drives each order',
        ...some(counts.callRetries, 'repeated call'),
        ...some(counts.unresolved, 'unresolved', 'unresolved'),
      ],
      executor: [
        'calls the PSP',
        ...some(counts.unknownOutcomes, 'once in doubt', 'once in doubt'),
        ...some(counts.softDeclineRetries, 'tried again', 'tried again'),
      ],
      psp: [
        // There is room for three lines.
        ...(counts.refunded === 0 ? ['charges the card'] : []),
        `${briefCount(counts.captured)} captured`,
        `${briefCount(counts.declined)} declined`,
        ...some(counts.refunded, 'refunded', 'refunded'),
      ],
      wallet: ["sellers' balances"],
      ledger: ['double entry', brief(counts.ledgerTransactions, 'entry', 'entries')],
      reconciliation: [
        'matches every line',
        brief(counts.filesReconciled, 'file'),
        brief(openBreakCount(report), 'open break'),
      ],
      bank: ['cash account'],
    },
    description:
      'Shop to payment service to executor to PSP; payment service to wallet and to ledger; PSP to bank; PSP and bank to reconciliation, which matches with the ledger. The list below tells the steps with their counts.',
  };
}

/** Orders that are captured when the seller dispatches, where there were any. */
function capturedLater({ counts }: Report): Markup {
  const { authorised, capturedLater: captured, capturedInPart, lapsed } = counts;
  if (authorised === 0) return nothing;
  return markup`
<p class="note after">Some orders are authorised at the checkout and captured when the seller dispatches: ${count(authorised)} authorised, ${count(captured)} of them captured, ${count(capturedInPart)} in part, and ${count(lapsed)} lapsed.</p>`;
}

/** Refunds, where anybody asked for one. */
function refundsBack({ counts }: Report): Markup {
  const { refundsAsked, refunded, refundsRefused } = counts;
  if (refundsAsked === 0) return nothing;
  const open = openRefundsIn(counts);
  const rest = open > 0 ? `, ${count(open)} without an outcome` : '';
  return markup`
<p class="note after">Refunds go the same way back, from the shop to the PSP, the wallet and the ledger: ${count(refundsAsked)} asked for, ${count(refunded)} paid, ${count(refundsRefused)} refused${rest}.</p>`;
}

/** Payouts to sellers, where there were any. */
function paidOut({ counts }: Report): Markup {
  const { sellerPayouts, payoutsReturned } = counts;
  if (sellerPayouts === 0) return nothing;
  return markup`
<p class="note after">A nightly batch pays the sellers out: the wallet takes what is available from the balance, the ledger posts it and the bank carries it. ${counted(sellerPayouts, 'payout')} arrived, of which ${count(payoutsReturned)} came back and went into the wallet again.</p>`;
}

/** There is room for seven digits on an arrow. */
function onArrow(value: number, one: string, many = `${one}s`): FlowWords['arrows']['buy'] {
  return { figure: briefCount(value, 10_000_000), noun: value === 1 ? one : many };
}

function brief(value: number, one: string, many = `${one}s`): string {
  return `${briefCount(value)} ${value === 1 ? one : many}`;
}

/** Nothing of what there was none of. */
function some(value: number, one: string, many?: string): string[] {
  return value === 0 ? [] : [brief(value, one, many)];
}

function stepsOf(report: Report): Part[] {
  const { counts, latencyMs } = report;
  const lines = linesOf(report);
  const unheard = neverHeard(report);
  return [
    markup`A buyer clicks Buy: ${counted(counts.checkouts - unheard, 'payment event')} reached the payment service, with ${counted(counts.buyerRetries, 'repeated click')}.${unheard === 0 ? '' : ` No click of ${counted(unheard, 'other buyer')} did.`}`,
    'The payment service stored each payment event before it answered.',
    markup`It called the executor for each of ${counted(counts.orders, 'payment order')}; ${counted(counts.callRetries, 'call')} between services had to be repeated.`,
    'The executor stored each payment order before it called anyone.',
    markup`It asked the PSP to charge the card: ${counted(counts.captured, 'order')} captured, ${count(counts.declined)} declined, ${counted(counts.unknownOutcomes, 'outcome')} in doubt for a time.`,
    markup`The wallet was asked to credit the sellers: ${counted(latencyMs.credit.count, 'credit')} confirmed.`,
    'It stored each new balance together with the credit.',
    markup`The ledger was asked to post the sales: ${counted(latencyMs.posting.count, 'sale')} confirmed.`,
    markup`It appended balanced postings: ${counted(counts.ledgerTransactions, 'transaction')} in all.`,
    markup`Settlement files and bank statements came by night: ${counted(counts.filesReconciled, 'file')} reconciled, ${counted(lines.matched, 'line')} matched of ${count(lines.lines)}.`,
  ];
}
