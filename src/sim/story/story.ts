/**
 * The story of one order or checkout: every message and every commit about it, in order, from Buy to the reconciled line
 * and on to the payout that carried its money to the bank; and what went wrong on the way.
 */
import { serviceOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { Message } from '../../domain/messages.ts';
import type { Crashed, Delivered, Fact, Faulted, Healed, Lost, Rejected, Restarted, Written } from '../facts.ts';
import { createFollowing } from './following.ts';
import { createHappenings } from './happenings.ts';
import { createOpenWork, servicesOf } from './open-work.ts';
import type { Happening } from './step.ts';
import { tellFaulted } from './tell-fault.ts';
import { tellMessage } from './tell-message.ts';
import { tellWritten } from './tell-record.ts';

export interface StoryLine {
  readonly at: Instant;
  /** `shop → psp` for a message, `psp.db` for a commit, `fault` for what went wrong, else a service. */
  readonly where: string;
  /** What it is about, where a story has several orders. */
  readonly about: string;
  readonly text: string;
  /** The same for a picture. */
  readonly step: Happening;
}

/** A line without its step. */
type Words = Omit<StoryLine, 'step'>;

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
  const following = createFollowing(of);
  const openWork = createOpenWork();
  const down = new Set<ServiceName>();
  const timesOf = createTimes();
  const happenings = createHappenings();
  let lastCommit = '';

  const isTold = (fact: Fact): boolean => {
    switch (fact.kind) {
      // What the issuer has decided the PSP stores right after, and that is told.
      case 'decided':
      case 'sent':
      case 'occupied':
        return false;
      case 'delivered':
        return following.isFollowed(fact.concern) && !isRoutine(fact.message);
      case 'lost':
      case 'rejected':
        return following.isFollowed(fact.concern);
      case 'written': {
        const commit = `${fact.at} ${fact.by}`;
        // A wallet's balance is about the wallet; it belongs to the story when it is stored together with the order's credit.
        const inSameCommit = fact.table === 'wallets' && commit === lastCommit;
        if (following.isOfAnother(fact) || !(following.isFollowed(fact.concern) || inSameCommit)) return false;
        lastCommit = commit;
        return true;
      }
      case 'faulted':
        return following.isFollowed(fact.concern) || openWork.touchedBy(servicesOf(fact.fault));
      case 'crashed':
        return following.isFollowed(fact.concern) || openWork.touchedBy([fact.service]);
      case 'restarted':
        return down.has(fact.service);
      case 'healed':
        return openWork.isAny();
    }
  };

  return {
    observe(fact) {
      if (fact.kind === 'sent') happenings.sent(fact);
      if (fact.kind === 'written') following.follow(fact);
      const told = isTold(fact);
      if (told || fact.kind === 'restarted') openWork.observe(fact);
      if (!told || fact.kind === 'sent' || fact.kind === 'occupied' || fact.kind === 'decided') return;
      if (fact.kind === 'crashed') down.add(fact.service);
      if (fact.kind === 'restarted') down.delete(fact.service);
      const words = fact.kind === 'delivered' ? messageLine(fact) : lineOf(fact);
      const times = fact.kind === 'delivered' ? timesOf(words) : 1;
      // A message that says the same once more is a retry, and the story says so.
      const text = times > 1 ? `${words.text} (again: ${times} times by now)` : words.text;
      lines.push({ ...words, text, step: happenings.of(fact, times) });
    },
    story: () => ({ of, lines }),
  };
}

/** Before and after each call of the PSP the gateway is asked and told; only what it refuses or misses is worth telling. */
function isRoutine(message: Message): boolean {
  if (message.type === 'PspCallEnded') return message.answered;
  return message.type === 'PspCallAsked' || message.type === 'PspCallGranted';
}

/** How often the same has been said by now. */
function createTimes(): (words: Words) => number {
  const told = new Map<string, number>();
  return ({ where, about, text }) => {
    const said = `${where} ${about} ${text}`;
    const times = (told.get(said) ?? 0) + 1;
    told.set(said, times);
    return times;
  };
}

function lineOf(fact: Written | Lost | Rejected | Faulted | Crashed | Restarted | Healed): Words {
  const { at, concern: about } = fact;
  switch (fact.kind) {
    case 'written':
      return { at, about, where: `${fact.service}.db`, text: tellWritten(fact) };
    case 'lost':
      return { at, about, where: between(fact.from, fact.to), text: `lost: ${tellMessage(fact.message)}` };
    case 'rejected': {
      const full = `${serviceOf(fact.to)} has no room for it`;
      return { at, about, where: between(fact.from, fact.to), text: `lost, as ${full}: ${tellMessage(fact.message)}` };
    }
    case 'faulted':
      return { at, about, where: 'fault', text: tellFaulted(fact) };
    case 'crashed':
      return { at, about, where: fact.service, text: 'crashes and loses its memory' };
    case 'restarted': {
      const resumed = fact.resumed === 0 ? '' : ` and takes up ${counted(fact.resumed, 'unfinished record')}`;
      return { at, about, where: fact.service, text: `is up again${resumed}` };
    }
    case 'healed':
      return {
        at,
        about,
        where: 'operator',
        text: 'no more faults: every service is up, and what is unfinished goes on',
      };
  }
}

function messageLine({ at, from, to, message, concern }: Delivered): Words {
  return { at, where: between(from, to), about: concern, text: tellMessage(message) };
}

function between(from: Address, to: Address): string {
  const [sender, receiver] = [serviceOf(from), serviceOf(to)];
  return sender === receiver ? sender : `${sender} → ${receiver}`;
}
