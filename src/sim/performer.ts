/** Carries out what actors want done: messages to send, transactions to commit, records to read, the issuer to ask. */
import { serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Answer, Effect } from '../domain/effects.ts';
import type { Message } from '../domain/messages.ts';
import type { Database } from './database.ts';
import type { AskIssuer } from './issuer.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Dispatch } from './settlement/dispatch.ts';

export interface PerformerParts {
  readonly kernel: Kernel;
  readonly dispatch: Dispatch;
  readonly send: (from: Address, to: Address, message: Message) => void;
  readonly databaseOf: (service: ServiceName) => Database;
  readonly askIssuer: AskIssuer;
  readonly answer: (to: Address, event: Answer, incarnation: number) => void;
  readonly incarnationOf: (service: ServiceName) => number;
}

export function createPerformer(parts: PerformerParts): (by: Address, effect: Effect) => void {
  const { kernel, databaseOf } = parts;

  /** A night's file leaves through the settlement process, which may make several of it, or send it later. */
  const send = (by: Address, to: Address, message: Message): void => {
    const departures = parts.dispatch(message);
    if (departures === undefined) return parts.send(by, to, message);
    for (const { message: leaving, afterMs } of departures) {
      if (afterMs === 0) parts.send(by, to, leaving);
      else kernel.schedule(kernel.now() + afterMs, () => parts.send(by, to, leaving));
    }
  };

  return (by, effect) => {
    switch (effect.type) {
      case 'send':
        for (const { to, message } of effect.deliveries) send(by, to, message);
        return;
      case 'commit':
        return databaseOf(serviceOf(by)).commit(by, effect);
      case 'read':
        return databaseOf(serviceOf(by)).read(by, effect.queries);
      case 'authorise': {
        const incarnation = parts.incarnationOf('psp');
        return parts.askIssuer(effect, (answered) => parts.answer(by, answered, incarnation));
      }
    }
  };
}
