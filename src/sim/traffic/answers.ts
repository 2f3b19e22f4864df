/** Who waits for the end of a checkout, and is told of it once. */
import type { CheckoutId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';

export interface Answers {
  /** Told when the buyer of the checkout hears how it ended. */
  await(checkout: CheckoutId, told: () => void): void;
  /** Nobody waits for it any more. */
  forget(checkout: CheckoutId): void;
  /** A message is about to be handled. */
  delivered(message: Message): void;
}

export function createAnswers(): Answers {
  const waiting = new Map<CheckoutId, () => void>();
  return {
    await: (checkout, told) => void waiting.set(checkout, told),
    forget: (checkout) => void waiting.delete(checkout),
    delivered(message) {
      if (message.type !== 'CheckoutClosed') return;
      const told = waiting.get(message.checkoutId);
      waiting.delete(message.checkoutId);
      told?.();
    },
  };
}
