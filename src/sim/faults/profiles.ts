/** The ready-made storms: `heavy` is everything at once, `light` about a tenth of it, and a swarm some of it, by seed. */
import type { Instant } from '../../domain/calendar.ts';
import type { PartsPerMillion } from '../../domain/money.ts';
import type { Dice } from '../kernel/dice.ts';
import type { FaultKind } from './fault.ts';
import { servicesWithRecords } from './kind.ts';
import type { FaultRule } from './plan.ts';
import { ms } from './value-form.ts';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** One cause of trouble as `heavy` has it. Exactly one of the rate and the spacing is given. */
interface Block {
  readonly kind: FaultKind;
  readonly rate?: PartsPerMillion;
  readonly everyMs?: number;
  /** One rule for each of the services, instead of one for any. */
  readonly eachService?: true;
  readonly budget: number;
  readonly values?: FaultRule['values'];
}

const PERCENT = 10_000;
const LIGHTER = 10;

const blocks: readonly Block[] = [
  { kind: 'network.drop', rate: 3 * PERCENT, budget: 50_000 },
  { kind: 'network.delay', rate: 2 * PERCENT, budget: 50_000, values: { byMs: [50, 5 * ms.second] } },
  // The long tail: late by so much that everybody has given up on it.
  { kind: 'network.delay', rate: PERCENT / 20, budget: 2_000, values: { byMs: [ms.minute, 2 * ms.hour] } },
  { kind: 'network.duplicate', rate: PERCENT, budget: 50_000 },
  { kind: 'network.duplicate', rate: PERCENT / 20, budget: 2_000, values: { lagMs: [ms.minute, 2 * ms.hour] } },
  { kind: 'network.reorder', rate: 2 * PERCENT, budget: 50_000 },
  { kind: 'network.partition', everyMs: 90 * ms.minute, budget: 100 },
  { kind: 'service.crash', everyMs: 45 * ms.minute, eachService: true, budget: 200 },
  { kind: 'service.crash', rate: PERCENT / 20, budget: 200, values: { downMs: [2 * ms.second, 30 * ms.second] } },
  { kind: 'service.pause', everyMs: 30 * ms.minute, budget: 200 },
  { kind: 'service.slow', everyMs: 60 * ms.minute, budget: 200 },
  { kind: 'service.overload', everyMs: 60 * ms.minute, budget: 200 },
  { kind: 'database.fail', rate: PERCENT, budget: 20_000 },
  { kind: 'database.slow', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'database.stall', rate: PERCENT, budget: 20_000 },
  {
    kind: 'database.lose-unsynced',
    rate: PERCENT / 50,
    budget: 100,
    values: { downMs: [2 * ms.second, 30 * ms.second] },
  },
  { kind: 'clock.skew', everyMs: 3 * ms.hour, budget: 50 },
  { kind: 'psp.timeout-before', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'psp.timeout-after-capture', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'psp.error', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'psp.throttle', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'psp.outage', everyMs: 2 * ms.hour, budget: 50 },
  { kind: 'psp.decline', rate: 2 * PERCENT, budget: 20_000 },
  { kind: 'psp.key-expiry', rate: 5 * PERCENT, budget: 20_000 },
  { kind: 'psp.webhook-duplicate', rate: 5 * PERCENT, budget: 20_000 },
  { kind: 'psp.webhook-late', rate: 5 * PERCENT, budget: 20_000 },
  { kind: 'psp.webhook-lost', rate: 10 * PERCENT, budget: 20_000 },
  { kind: 'psp.webhook-reordered', rate: 5 * PERCENT, budget: 20_000 },
  { kind: 'psp.webhook-early', rate: 5 * PERCENT, budget: 20_000 },
  // Nights are few, so that files go wrong often enough to be seen at all.
  { kind: 'settlement.file-late', rate: 10 * PERCENT, budget: 20 },
  { kind: 'settlement.file-missing', rate: 10 * PERCENT, budget: 20 },
  { kind: 'settlement.file-duplicate', rate: 10 * PERCENT, budget: 20 },
  { kind: 'settlement.file-truncated', rate: 10 * PERCENT, budget: 20 },
  { kind: 'settlement.file-resent-corrected', rate: 10 * PERCENT, budget: 20 },
  { kind: 'settlement.line-missing', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.line-duplicate', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.line-wrong-amount', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.line-wrong-date', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.line-unknown', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.fee-drift', rate: PERCENT / 4, budget: 200 },
  { kind: 'settlement.fx-rounding', rate: PERCENT / 4, budget: 200 },
  { kind: 'cutoff.straddle', rate: PERCENT, budget: 2_000 },
  { kind: 'operator.replay-batch', rate: 10 * PERCENT, budget: 100 },
  { kind: 'operator.double-run', rate: 10 * PERCENT, budget: 100 },
  { kind: 'client.double-click', rate: 5 * PERCENT, budget: 20_000 },
  { kind: 'client.retry-storm', rate: PERCENT / 2, budget: 1_000 },
];

export function heavyRules(window: Window): FaultRule[] {
  return blocks.flatMap((block) => rulesOf(block, window));
}

export function lightRules(window: Window): FaultRule[] {
  return blocks.flatMap((block) => rulesOf(weighted(block, 1 / LIGHTER), window));
}

/** Each kind with even odds, and from a tenth as often as in `heavy` to twice as often. */
export function swarmRules(dice: Dice, window: Window): FaultRule[] {
  return blocks.flatMap((block, index) => {
    if (dice.once('swarm', block.kind) < 0.5) return [];
    const earlier = blocks.slice(0, index).filter(({ kind }) => kind === block.kind).length;
    const weight = 0.1 + 1.9 * dice.once('swarm weight', `${block.kind} ${earlier}`);
    return rulesOf(weighted(block, weight), window);
  });
}

function weighted(block: Block, weight: number): Block {
  const { rate, everyMs } = block;
  return {
    ...block,
    ...(rate === undefined ? {} : { rate: Math.round(rate * weight) }),
    ...(everyMs === undefined ? {} : { everyMs: Math.round(everyMs / weight) }),
  };
}

function rulesOf({ eachService, values, ...block }: Block, window: Window): FaultRule[] {
  const rule: FaultRule = { ...block, target: {}, window, values: values ?? {} };
  return eachService === true ? servicesWithRecords.map((on) => ({ ...rule, target: { on } })) : [rule];
}
