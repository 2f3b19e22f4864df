/** What has happened, as it is told to everybody: each message and each commit becomes a fact. */
import type { Fact, Occupied, Written } from './facts.ts';
import type { Sites } from './faults/sites.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';

export interface Chronicle {
  sent(envelope: Envelope): void;
  lost(envelope: Envelope): void;
  rejected(envelope: Envelope): void;
  delivered(envelope: Envelope): void;
  committed(written: readonly Written[]): void;
  occupied(load: Load): void;
}

/** What a service of limited capacity has to do. */
export type Load = Pick<Occupied, 'service' | 'busy' | 'waiting' | 'waitedMs'>;

export interface ChronicleParts {
  readonly kernel: Kernel;
  readonly sites: Sites;
  readonly publish: (fact: Fact) => void;
}

export function createChronicle({ kernel, sites, publish }: ChronicleParts): Chronicle {
  const tell = (kind: 'sent' | 'delivered' | 'lost' | 'rejected', { from, to, message, concern }: Envelope): void =>
    publish({ kind, at: kernel.now(), from, to, message, concern });
  return {
    sent: (envelope) => tell('sent', envelope),
    lost: (envelope) => tell('lost', envelope),
    rejected: (envelope) => tell('rejected', envelope),
    occupied: (load) => publish({ kind: 'occupied', at: kernel.now(), concern: load.service, ...load }),
    delivered(envelope) {
      const { message } = envelope;
      tell('delivered', envelope);
      if (message.type === 'CheckoutClosed') sites.close(message.checkoutId);
    },
    committed(written) {
      for (const fact of written) publish(fact);
    },
  };
}
