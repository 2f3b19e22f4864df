/** A network by itself: every message takes 20 ms, or up to 120 as luck has it, and what becomes of it is noted. */
import type { Address, ServiceName } from '../../src/domain/addresses.ts';
import { checkoutId, idempotencyKey, orderId } from '../../src/domain/ids.ts';
import type { ChargeOutcome, Message } from '../../src/domain/messages.ts';
import type { SiteFault } from '../../src/sim/faults/fault.ts';
import { createSites } from '../../src/sim/faults/sites.ts';
import { createKernel, type Kernel } from '../../src/sim/kernel/kernel.ts';
import { createNetwork, type Envelope, type Network } from '../../src/sim/network.ts';
import { loadedDice } from './loaded-dice.ts';
import { scriptedJudge } from './scripted-judge.ts';

export const checkout = checkoutId(17);
export const order = orderId(17, 1);
export const key = idempotencyKey(order, 1);
export const captured = { status: 'captured', reference: 'ch_17_1_1', capturedAt: 900 } as ChargeOutcome;
export const declined: ChargeOutcome = { status: 'declined', code: 'stolen_card', kind: 'hard' };

export interface NetworkBench {
  readonly network: Network;
  readonly kernel: Kernel;
  /** What was sent, lost and delivered, each with the time: `1020 delivered SalePosted`. */
  readonly events: string[];
  readonly delivered: Envelope[];
  /** The sites at which something could have gone wrong. */
  readonly asked: readonly string[];
  /** Sends a message and runs until nothing is under way; what was lost and delivered, each with the time. */
  carried(from: Address, to: Address, message: Message): string[];
}

export interface NetworkConditions {
  /** By site; 0.5 is 70 ms. */
  readonly luck?: Readonly<Record<string, number>>;
  readonly faults?: Readonly<Record<string, SiteFault>>;
  readonly isCut?: (from: ServiceName, to: ServiceName) => boolean;
  readonly clockOf?: (service: ServiceName) => number;
  readonly incarnationOf?: (service: ServiceName) => number;
}

/** Time begins at 1,000 ms. */
export function networkBench(conditions: NetworkConditions = {}): NetworkBench {
  const { luck = {}, faults = {}, isCut = () => false, incarnationOf = () => 1 } = conditions;
  const kernel = createKernel(1000, 1000);
  const { judge, asked } = scriptedJudge(faults);
  const events: string[] = [];
  const delivered: Envelope[] = [];
  const note = (what: string, { message }: Envelope): void =>
    void events.push(`${kernel.now()} ${what} ${message.type}`);
  const network = createNetwork({
    kernel,
    dice: loadedDice((_, site) => luck[site] ?? 0),
    sites: createSites(),
    judge,
    latency: [
      { share: 0, ms: 20 },
      { share: 1_000_000, ms: 120 },
    ],
    clockOf: conditions.clockOf ?? kernel.now,
    incarnationOf,
    isCut,
    sent: (envelope) => note('sent', envelope),
    lost: (envelope) => note('lost', envelope),
    deliver: (envelope) => {
      note('delivered', envelope);
      delivered.push(envelope);
    },
  });
  const carried = (from: Address, to: Address, message: Message): string[] => {
    network.send(from, to, message);
    kernel.run(1000);
    return events.slice(1);
  };
  return { network, kernel, events, delivered, asked, carried };
}
