/**
 * Which faults changed the course of what they hit. A fault has changed it when, afterwards, something happened about the
 * same order, checkout, line or file, or at the same service, that an undisturbed run does not show: a call that is made
 * again, an inquiry, a doubt on record, a dead letter, a break, a request for a file, a message lost to a service that is
 * down, full or cut off, a restart with work left over. A fault that is absorbed has not: a copy that nobody acted upon,
 * or a lost webhook whose news the answer had brought. So not every fault that loses a message has changed something.
 */
import { serviceNames, serviceOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import type { Fact, Faulted, Sent, Written } from '../facts.ts';
import type { Fault, FaultKind } from '../faults/fault.ts';
import { breakKindsOf } from './fitting-breaks.ts';

export interface Course {
  observe(fact: Fact): void;
  /** How many of the faults of a kind changed the course. */
  changed(kind: FaultKind): number;
}

export function createCourse(): Course {
  const counts = new Map<FaultKind, number>();
  const open = createOpenFaults((kind) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  const isRepeated = createRepeats();

  const observeWritten = (fact: Written): void => {
    if (isTroubled(fact)) open.deviate([fact.concern], fact.at);
    if (fact.table === 'fileContents' && fact.after.content.revision > 1)
      open.deviate([fact.after.fileId], fact.at, (kind) => kind === 'settlement.file-resent-corrected');
    if (fact.table !== 'breaks') return;
    const found = fact.after;
    open.deviate([fact.concern, lineName(found)], fact.at);
    open.deviate(filesOf(found), fact.at, (kind) => breakKindsOf(kind).includes(found.kind));
  };

  return {
    observe(fact) {
      switch (fact.kind) {
        case 'faulted':
          for (const { about, until } of whatItHits(fact)) open.add(fact, about, until);
          return;
        case 'sent':
          if (isRepeated.sent(fact) || isTrouble(fact))
            open.deviate([fact.concern, serviceOf(fact.from), serviceOf(fact.to)], fact.at);
          return;
        case 'lost':
          return open.deviate([serviceOf(fact.to)], fact.at, losesMessages);
        case 'written':
          return observeWritten(fact);
        case 'restarted':
          if (fact.resumed > 0) open.deviate([fact.service], fact.at, takesDown);
          return;
        case 'delivered':
          return isRepeated.delivered(fact.message.type, fact.concern);
        case 'rejected':
        case 'occupied':
        case 'decided':
        case 'crashed':
        case 'healed':
      }
    },
    changed: (kind) => counts.get(kind) ?? 0,
  };
}

interface OpenFaults {
  /** A fault that has not been seen to change anything yet; until then, it may. */
  add(fault: Faulted, about: string, until: Instant): void;
  /** Something unusual happened about these; which kinds of fault may be behind it is up to the last argument. */
  deviate(about: readonly string[], at: Instant, mayBe?: (kind: FaultKind) => boolean): void;
}

function createOpenFaults(changed: (kind: FaultKind) => void): OpenFaults {
  const open = new Map<string, Map<Faulted, Instant>>();
  const hasChanged = new Set<Faulted>();
  return {
    add(fault, about, until) {
      const faults = open.get(about);
      if (faults === undefined) open.set(about, new Map([[fault, until]]));
      else faults.set(fault, until);
    },
    deviate(about, at, mayBe) {
      for (const concern of about) {
        const faults = open.get(concern);
        if (faults === undefined) continue;
        for (const [fault, until] of faults) {
          const { kind } = fault.fault;
          if (until >= at && mayBe?.(kind) === false) continue;
          faults.delete(fault);
          if (until < at || hasChanged.has(fault)) continue;
          hasChanged.add(fault);
          changed(kind);
        }
      }
    },
  };
}

/** How long after an episode or a crash its consequences still count as its own. */
const AFTERMATH_MS = 60_000;

/** The orders, files and services at which a fault may show, and until when. */
function whatItHits(fact: Faulted): { readonly about: string; readonly until: Instant }[] {
  const { at, concern, fault, forMs, label } = fact;
  if (label !== undefined) {
    const { source, reference } = label;
    const file = `${source}/${label.currency}/${label.date}`;
    return [{ about: reference === undefined ? file : lineName({ source, reference }), until: Infinity }];
  }
  if (forMs !== undefined) {
    const until = at + forMs + AFTERMATH_MS;
    return servicesOf(fault).map((about) => ({ about, until }));
  }
  const hit = { about: concern, until: Infinity };
  const service = serviceNames.find((name) => fact.site.startsWith(`${name} `) || fact.site.startsWith(`${name}.`));
  if (service === undefined || !('downMs' in fault)) return [hit];
  return [hit, { about: service, until: at + fault.downMs + AFTERMATH_MS }];
}

/** Whom an episode is about. */
function servicesOf(fault: Fault): readonly ServiceName[] {
  if ('service' in fault) return [fault.service];
  if (fault.kind === 'network.partition') return [...fault.between, ...fault.and];
  return fault.kind === 'psp.outage' ? ['psp'] : [];
}

interface Repeats {
  /** Tells whether the same has been said to the same actor before. */
  sent(fact: Sent): boolean;
  delivered(type: Sent['message']['type'], concern: string): void;
}

/** Something that has been said, and what tells it from other things of its type. */
interface Said {
  readonly type: MessageType;
  readonly to: Address;
  readonly refundId: string | undefined;
}

/** What has been said about each order, checkout and file, which is little; forgotten when that is over. */
function createRepeats(): Repeats {
  const said = new Map<string, Said[]>();
  return {
    sent({ concern, from, to, message }) {
      // What a service says to itself is asked anew for every attempt.
      if (serviceOf(from) === serviceOf(to)) return false;
      const { type } = message;
      const refundId = 'refundId' in message ? message.refundId : undefined;
      const about = said.get(concern);
      if (about === undefined) {
        said.set(concern, [{ type, to, refundId }]);
        return false;
      }
      if (about.some((each) => each.type === type && each.to === to && each.refundId === refundId)) return true;
      about.push({ type, to, refundId });
      return false;
    },
    delivered(type, concern) {
      if (endings.has(type)) said.delete(concern);
    },
  };
}

/** What is said last about an order, a checkout or a refund. */
const endings: ReadonlySet<MessageType> = new Set(['OrderClosed', 'CheckoutClosed', 'DispatchClosed', 'RefundClosed']);

function takesDown(kind: FaultKind): boolean {
  return kind === 'service.crash' || kind === 'database.lose-unsynced';
}

function losesMessages(kind: FaultKind): boolean {
  return takesDown(kind) || kind === 'service.overload' || kind === 'network.partition' || kind === 'psp.outage';
}

function isTrouble({ message: { type } }: Sent): boolean {
  switch (type) {
    case 'ChargeInquiry':
    case 'CaptureInquiry':
    case 'RefundInquiry':
    case 'PspRefused':
    case 'FileRequested':
    case 'StatementRequested':
    case 'ChargeSettled':
      return true;
    default:
      return false;
  }
}

function isTroubled(fact: Written): boolean {
  switch (fact.table) {
    case 'paymentOrders':
    case 'captureOrders':
    case 'refundOrders':
      return fact.after.status === 'unknown';
    case 'sagaDeadLetters':
    case 'executorDeadLetters':
      return true;
    default:
      return false;
  }
}

function lineName({ source, reference }: Pick<BreakRecord, 'source' | 'reference'>): string {
  return `${source} line ${reference}`;
}

/** The file that a break is about, and the one that opened it: a line is named after its file, `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
function filesOf({ source, currency, openedOn, about }: BreakRecord): string[] {
  return [`${source}/${currency}/${openedOn}`, about.split('/', 3).join('/')];
}
