/** The network: carries a message from one service to another, later. Messages within a service do not touch it. */
import { serviceOf, type Address } from '../domain/addresses.ts';
import { concernOf, type Message } from '../domain/messages.ts';
import type { Sites } from './faults/sites.ts';
import { siteName, type Judge } from './faults/verdict.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import { sampleMs } from './sampling.ts';
import type { Quantiles } from './scenario/scenario.ts';

export interface Envelope {
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  readonly concern: string;
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
  /** Told of every message as it leaves. */
  readonly sent: (envelope: Envelope) => void;
  /** Where a message goes when it arrives. */
  readonly deliver: (envelope: Envelope) => void;
}

export function createNetwork(parts: NetworkParts): Network {
  const { kernel, dice, sites, judge } = parts;

  const latencyOf = (envelope: Envelope): number => {
    const [from, to] = [serviceOf(envelope.from), serviceOf(envelope.to)];
    if (from === to) return 0;
    const site = sites.next(`${from}→${to} ${envelope.message.type}`, envelope.concern);
    const verdict = judge(site);
    switch (verdict.kind) {
      case 'pass':
        return sampleMs(parts.latency, dice.once('network', siteName(site)));
    }
  };

  return {
    send(from, to, message) {
      const envelope = { from, to, message, concern: concernOf(message) };
      parts.sent(envelope);
      kernel.schedule(kernel.now() + latencyOf(envelope), () => parts.deliver(envelope));
    },
  };
}
