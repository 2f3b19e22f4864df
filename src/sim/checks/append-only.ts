/**
 * I19: history stays. A ledger transaction that is written over one of the same name must be the same; and what the
 * ledger shows to reconciliation is never less than what it had committed when it was asked.
 */
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { Currency } from '../../domain/currency.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Posting } from '../../domain/posting.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { sameRecord } from './same-record.ts';
import { createTally } from './tally.ts';

export const appendOnly: CheckMaker = () => {
  /** Captures and paid refunds, which is what the ledger shows. */
  const committedItems = createTally<Currency>();
  /** How many of them there were when the ledger was asked, per currency and date of the question. */
  const asked = new Map<string, number>();
  return {
    id: 'I19',
    name: 'append-only',
    statement: 'No ledger transaction changes or vanishes after its commit.',
    hears: [
      {
        written: {
          transactions({ at, before, after }, witness) {
            const currency = after.postings[0]?.currency;
            const isShown = after.kind === 'capture' || after.kind === 'refundPaid';
            if (before === undefined && isShown && currency !== undefined) committedItems.add(currency, 1);
            judgeRewritten(at, before, after, witness);
          },
        },
        delivered: {
          LedgerExtractRequested({ concern, message }) {
            // Of several requests that are under way, the first may be the one that is answered.
            if (!asked.has(concern)) asked.set(concern, committedItems.of(message.currency));
          },
        },
        sent: {
          LedgerExtractSent({ at, concern, message }, witness) {
            judgeExtract(at, concern, message, asked.get(concern) ?? 0, witness);
            asked.delete(concern);
          },
        },
      },
    ],
  };
};

function judgeRewritten(
  at: Instant,
  before: LedgerTransactionRecord | undefined,
  after: LedgerTransactionRecord,
  witness: Witness,
): void {
  witness.checked();
  if (before === undefined || sameRecord(before, after)) return;
  const [was] = before.postings;
  const sentence = `${after.id} was committed with ${spellPostings(before.postings)} and now has ${spellPostings(after.postings)}; history is never edited`;
  const moved = total(before.postings) - total(after.postings);
  const money = was === undefined ? {} : priced(moved === 0 ? was.amount : moved, was.currency);
  witness.violated({ at, concern: after.orderId ?? after.id, sentence, ...money });
}

function judgeExtract(
  at: Instant,
  concern: string,
  { upTo, currency }: MessageOf<'LedgerExtractSent'>,
  committed: number,
  witness: Witness,
): void {
  witness.checked();
  if (upTo >= committed) return;
  const sentence = `the ledger shows ${counted(upTo, 'item')} in ${currency} and had committed ${committed}; none may vanish`;
  witness.violated({ at, concern, sentence });
}

function total(postings: readonly Posting[]): number {
  return postings.reduce((sum, { amount }) => sum + amount, 0);
}

function spellPostings(postings: readonly Posting[]): string {
  return listed(postings.map(({ from, to, amount, currency }) => `${spell(amount, currency)} from ${from} to ${to}`));
}
