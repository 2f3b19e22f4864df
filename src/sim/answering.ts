/** How the answer of a database, or of the card's issuer, reaches the actor that asked. */
import { serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Answer } from '../domain/effects.ts';
import type { Conditions } from './conditions.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Service } from './service.ts';

export interface AnsweringParts {
  readonly kernel: Kernel;
  readonly conditions: Pick<Conditions, 'pausedUntil'>;
  readonly clockOf: (service: ServiceName) => Instant;
  readonly serviceAt: (service: ServiceName) => Service;
  readonly incarnationOf: (service: ServiceName) => number;
}

/** @param incarnation the service's when the actor asked: whatever was asked for before a crash, nobody waits for. */
export type Answering = (to: Address, answer: Answer, incarnation: number) => void;

/** An answer to a service that is paused waits until it goes on. */
export function createAnswering({ kernel, conditions, clockOf, serviceAt, incarnationOf }: AnsweringParts): Answering {
  return function answer(to, event, incarnation) {
    const name = serviceOf(to);
    const until = conditions.pausedUntil(name);
    if (incarnation !== incarnationOf(name)) return;
    if (until === undefined || until <= kernel.now())
      serviceAt(name).answer(to, { type: event.type, at: clockOf(name), body: event });
    else kernel.schedule(until, () => answer(to, event, incarnation));
  };
}
