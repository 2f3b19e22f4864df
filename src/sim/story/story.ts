/**
 * The story of one order or checkout: every message and every commit about it, in order, from Buy to the reconciled line
 * and on to the payout that carried its money to the bank.
 */
import { serviceOf } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import { checkoutOf } from '../../domain/ids.ts';
import type { Fact, Written } from '../facts.ts';
import { tellMessage } from './tell-message.ts';
import { tellWritten } from './tell-record.ts';

export interface StoryLine {
  readonly at: Instant;
  /** `shop → psp` for a message, `psp.db` for a commit. */
  readonly where: string;
  /** What it is about, where a story has several orders. */
  readonly about: string;
  readonly text: string;
}

export interface Story {
  readonly of: string;
  readonly lines: readonly StoryLine[];
}

export interface StoryTeller {
  observe(fact: Fact): void;
  story(): Story;
}

/** @param of an order (`order-17.2`), a checkout (`checkout-17`), or anything else that facts are about */
export function createStoryTeller(of: string): StoryTeller {
  const lines: StoryLine[] = [];
  const followed = new Set<string>([of]);
  const batches = new Set<string>();
  const told = new Map<string, number>();
  let lastCommit = '';

  const isFollowed = (concern: string): boolean =>
    followed.has(concern) ||
    (of.startsWith('checkout-') && checkoutOf(concern) === of) ||
    (of.startsWith('order-') && concern === checkoutOf(of));

  /** The charge leads to the night whose file lists it, the batch to its payout, and the payout to its night at the bank. */
  const followMoney = (fact: Written): void => {
    if (fact.table === 'charges' && fact.after.businessDate !== undefined && isFollowed(fact.concern)) {
      const batch = `${fact.after.currency}/${fact.after.settledOn ?? fact.after.businessDate}`;
      batches.add(batch);
      followed.add(`psp/${batch}`);
    }
    if (fact.table === 'pspPayouts' && fact.after.batches.some((batch) => batches.has(batch))) {
      const { id, currency, date } = fact.after;
      for (const concern of [id, `payout/${id}`, `cash/${id}`, `psp/${currency}/${date}`]) followed.add(concern);
    }
    if (fact.table === 'bankTransfers' && fact.after.status === 'booked' && isFollowed(fact.concern)) {
      followed.add(`bank/${fact.after.currency}/${fact.after.valueDate}`);
    }
  };

  /** A message that says the same once more is a retry, and the story says so. */
  const again = (line: StoryLine): StoryLine => {
    const said = `${line.where} ${line.about} ${line.text}`;
    const times = (told.get(said) ?? 0) + 1;
    told.set(said, times);
    return times === 1 ? line : { ...line, text: `${line.text} (again: ${times} times by now)` };
  };

  return {
    observe(fact) {
      if (fact.kind === 'sent') return;
      if (fact.kind === 'delivered') {
        if (isFollowed(fact.concern)) lines.push(again(messageLine(fact)));
        return;
      }
      followMoney(fact);
      // The night that lists the payout pays out batches too, and theirs is another sale's money.
      if (fact.table === 'settlementBatches' && fact.after.status === 'paidOut' && !batches.has(fact.after.id)) return;
      const commit = `${fact.at} ${fact.by}`;
      // A wallet's balance is about the wallet; it belongs to the story when it is stored together with the order's credit.
      const inSameCommit = fact.table === 'wallets' && commit === lastCommit;
      if (!isFollowed(fact.concern) && !inSameCommit) return;
      lastCommit = commit;
      lines.push({ at: fact.at, where: `${fact.service}.db`, about: fact.concern, text: tellWritten(fact) });
    },
    story: () => ({ of, lines }),
  };
}

function messageLine({ at, from, to, message, concern }: Extract<Fact, { kind: 'delivered' }>): StoryLine {
  const [sender, receiver] = [serviceOf(from), serviceOf(to)];
  return {
    at,
    where: sender === receiver ? sender : `${sender} → ${receiver}`,
    about: concern,
    text: tellMessage(message),
  };
}

/** A story as sentences for a report: time, place, what happened. */
export function storySentences({ lines }: Story): string[] {
  return lines.map(({ at, where, about, text }) => `${isoInstant(at)} ${where}: ${about}: ${text}`);
}
