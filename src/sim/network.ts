/**
 * The network: carries a message from one service to another, later. Messages within a service do not touch it. On the
 * way a message may be lost, delayed, copied or overtaken; a webhook of the PSP or a buyer's click also in ways of its own.
 */
import { serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import { concernOf } from '../domain/concern.ts';
import type { Message } from '../domain/messages.ts';
import { createCourses, type Course } from './faults/operations.ts';
import type { Judge, Site } from './faults/site.ts';
import type { Sites, Tally } from './faults/sites.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import { sampleMs } from './sampling.ts';
import type { Quantiles } from './scenario/scenario.ts';

export interface Envelope {
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  readonly concern: string;
  /** Found when it was sent: which way it goes, and what is counted about its concern. */
  readonly course: Course;
  readonly tally: Tally;
  /** When it was sent, by the clock of the sender's service. */
  readonly sentAt: Instant;
  /** The start of the service that a message within a service belongs to; undefined for one that travels. */
  readonly incarnation: number | undefined;
}

export interface Network {
  send(from: Address, to: Address, message: Message): void;
}

export interface NetworkParts {
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly latency: Quantiles;
  readonly clockOf: (service: ServiceName) => Instant;
  readonly incarnationOf: (service: ServiceName) => number;
  readonly isCut: (from: ServiceName, to: ServiceName) => boolean;
  /** Told of every message as it leaves. */
  readonly sent: (envelope: Envelope) => void;
  /** Told of every message that will not arrive. */
  readonly lost: (envelope: Envelope) => void;
  /** Where a message goes when it arrives. */
  readonly deliver: (envelope: Envelope) => void;
}

export function createNetwork(parts: NetworkParts): Network {
  const { sites, dice } = parts;
  const roads = createRoads(parts);
  const leave = createDepartures(parts, roads);
  const courseOf = createCourses(sites, dice);
  return {
    send(from, to, message) {
      const sender = serviceOf(from);
      const course = courseOf(message.type, sender, serviceOf(to));
      const isLocal = course.from === course.to;
      const incarnation = isLocal ? parts.incarnationOf(sender) : undefined;
      const concern = concernOf(message);
      const tally = sites.of(concern);
      const sentAt = parts.clockOf(sender);
      const envelope: Envelope = { from, to, message, concern, course, tally, sentAt, incarnation };
      parts.sent(envelope);
      if (isLocal) roads.arriveIn(0, envelope);
      else leave(envelope);
    },
  };
}

interface Roads {
  arriveIn(ms: number, envelope: Envelope): void;
  /** One journey over a link, now. */
  travel(envelope: Envelope): void;
  /** One journey over a link that begins so much later. */
  travelLater(ms: number, envelope: Envelope): void;
}

function createRoads(parts: NetworkParts): Roads {
  const { kernel, judge, deliver, lost } = parts;

  const arriveIn = (ms: number, envelope: Envelope): void => {
    envelope.tally.departs();
    kernel.schedule(kernel.now() + ms, () => deliver(envelope));
  };
  const travel = (envelope: Envelope): void => {
    const { concern, course, tally } = envelope;
    const occurrence = tally.next(course.travel);
    const latency = sampleMs(parts.latency, course.latency(concern, occurrence));
    if (parts.isCut(course.from, course.to)) return lost(envelope);
    const { link: services, message, travel: operation } = course;
    const site: Site<'link'> = { place: 'link', services, message, operation: operation.name, concern, occurrence };
    const fault = judge(site);
    switch (fault?.kind) {
      case undefined:
        return arriveIn(latency, envelope);
      case 'network.drop':
        return lost(envelope);
      case 'network.delay':
      case 'network.reorder':
        return arriveIn(latency + fault.byMs, envelope);
      case 'network.duplicate':
        arriveIn(latency, envelope);
        return arriveIn(latency + fault.lagMs, envelope);
    }
  };
  const travelLater = (ms: number, envelope: Envelope): void => {
    envelope.tally.departs();
    kernel.schedule(kernel.now() + ms, () => {
      travel(envelope);
      envelope.tally.arrives();
    });
  };
  return { arriveIn, travel, travelLater };
}

/** How messages set out: most of them just travel; three sorts can be distorted before they are on the road. */
function createDepartures(
  { sites, judge, lost, isCut }: NetworkParts,
  { arriveIn, travel, travelLater }: Roads,
): (envelope: Envelope) => void {
  const telling = sites.operation('psp webhook');
  const clicking = sites.operation('shop click');
  const answering = sites.operation('psp answer');

  const sendWebhook = (envelope: Envelope): void => {
    const { concern, course, tally } = envelope;
    const occurrence = tally.next(telling);
    const fault = judge({ place: 'webhook', services: PSP, operation: telling.name, concern, occurrence });
    switch (fault?.kind) {
      case undefined:
        return travel(envelope);
      case 'psp.webhook-lost':
        return lost(envelope);
      case 'psp.webhook-early':
        return isCut('psp', course.to) ? lost(envelope) : arriveIn(0, envelope);
      case 'psp.webhook-late':
      case 'psp.webhook-reordered':
        return travelLater(fault.byMs, envelope);
      case 'psp.webhook-duplicate':
        travel(envelope);
        return travelLater(fault.lagMs, envelope);
    }
  };
  const sendClick = (envelope: Envelope): void => {
    const { concern, tally } = envelope;
    const occurrence = tally.next(clicking);
    const fault = judge({ place: 'click', services: SHOP, operation: clicking.name, concern, occurrence });
    travel(envelope);
    switch (fault?.kind) {
      case undefined:
        return;
      case 'client.double-click':
        return travelLater(fault.lagMs, envelope);
      case 'client.retry-storm':
        for (let click = 1; click < fault.clicks; click += 1) travelLater(click * fault.everyMs, envelope);
    }
  };
  const sendAnswer = (envelope: Envelope): void => {
    const { concern, course, tally } = envelope;
    const { message } = course;
    const occurrence = tally.next(answering);
    const fault = judge({ place: 'answer', services: PSP, message, operation: answering.name, concern, occurrence });
    if (fault === undefined) travel(envelope);
    else lost(envelope);
  };

  return (envelope) => {
    const { message } = envelope;
    switch (message.type) {
      case 'ChargeNotified':
      case 'CaptureNotified':
        return sendWebhook(envelope);
      case 'Buy':
      case 'RefundAsked':
        return sendClick(envelope);
      case 'ChargeAnswered':
      case 'CaptureAnswered':
      case 'RefundAnswered':
        return movesMoney(message) ? sendAnswer(envelope) : travel(envelope);
      default:
        return travel(envelope);
    }
  };
}

const PSP: readonly ServiceName[] = ['psp'];
const SHOP: readonly ServiceName[] = ['shop'];

function movesMoney({ outcome }: { readonly outcome: { readonly status: string } }): boolean {
  return outcome.status === 'captured' || outcome.status === 'refunded';
}
