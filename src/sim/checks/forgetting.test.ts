/**
 * What is over leaves the memory of every check, however it went: in whole runs in heavy trouble, in which messages come
 * late, twice or not at all; and when something is written of an order that has long been closed.
 */
import { describe, expect, it } from 'vitest';
import { captureDays, captureSettings } from '../../../test/support/capture-days.ts';
import { isMessage, isWrite } from '../../../test/support/fact-tape-edits.ts';
import { threaded, written, type Row } from '../../../test/support/fact-tape.ts';
import { goodSettings } from '../../../test/support/good-days-policy.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { remembering, type Kept } from '../../../test/support/memory.ts';
import { shippedScenario, watch } from '../../../test/support/simulate.ts';
import { addressOf } from '../../domain/addresses.ts';
import { checkoutOf, idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import type { TableName, Tables } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { createListener } from '../hearing.ts';
import { checkSettings } from '../simulation.ts';
import type { CheckSettings, Witness } from './check.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { checkMakers } from './registry.ts';

const nobody: Witness = { checked: () => undefined, violated: () => undefined };

interface Remembered extends Kept {
  readonly check: string;
}

/** What every check keeps when it has heard facts. */
function keptAfter(facts: readonly Fact[], settings: CheckSettings): Remembered[] {
  return checkMakers.flatMap((maker) => {
    const { made, kept } = remembering(() => maker(settings));
    const hear = createListener(made.hears);
    for (const fact of facts) hear(fact, nobody);
    return kept().map((one) => ({ ...one, check: made.name }));
  });
}

function namesAfter(facts: readonly Fact[], settings: CheckSettings): string[] {
  return keptAfter(facts, settings).map(({ check, key }) => `${check}: ${key}`);
}

/** Checkouts, orders and refunds that a name speaks of: `re_17_2_1` is of `refund-17.2.1`. */
function idsIn(name: string): string[] {
  const references = [...name.matchAll(/(ch|re)_(\d+)_(\d+)_(\d+)/g)];
  return [
    ...[...name.matchAll(/(?:checkout|order|refund)-\d+(?:\.\d+)*/g)].map(([id]) => id),
    ...references.map(([, of, n = '', k = '', m = '']) => (of === 'ch' ? `order-${n}.${k}` : `refund-${n}.${k}.${m}`)),
  ];
}

/** An order may be refunded at any time: for that, what was captured and given back of it is kept, its rate, and whose it was. */
function isForRefunds({ check, key, value }: Remembered): boolean {
  if (typeof value === 'object') return value !== null && 'rate' in value;
  if (!key.startsWith('order-')) return false;
  const isSum = check === 'within-authorisation' && typeof value === 'number';
  return isSum || (check === 'no-credit-without-capture' && typeof value === 'string');
}

/** Whatever has come to its end on record, has been answered for the last time, and is in no break. */
function overIn(facts: readonly Fact[]): Set<string> {
  const [closed, answered, disputed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const fact of facts) {
    if (fact.kind === 'sent') answered.add(answeredBy(fact.message) ?? '');
    if (fact.kind !== 'written') continue;
    if (fact.table === 'orderProgress') {
      if (isClosed(fact.after)) closed.add(fact.after.id);
      if (fact.after.captureLater !== true) answered.add(fact.after.id);
    }
    if (fact.table === 'refunds' && isRefundOver(fact.after)) closed.add(fact.after.id);
    if (fact.table === 'paymentEvents' && fact.after.status !== 'received') closed.add(fact.after.id);
    if (fact.table === 'breaks') for (const id of idsIn(fact.after.reference)) disputed.add(id);
  }
  const isOver = (id: string): boolean => answered.has(id) && answered.has(checkoutOf(id) ?? id);
  return new Set([...closed].filter((id) => isOver(id) && !disputed.has(id)));
}

function answeredBy(message: Message): string | undefined {
  switch (message.type) {
    case 'CheckoutClosed':
      return message.checkoutId;
    case 'DispatchClosed':
      return message.orderId;
    case 'RefundClosed':
      return message.refundId;
    default:
      return undefined;
  }
}

describe.each([
  ['dispatch-days', 60, 1],
  ['dispatch-days', 60, 3],
  ['cross-border', 60, 2],
  ['seller-payouts', 60, 1],
  ['marketplace-day', 100, 5],
])('a run of %s with %i checkouts in heavy trouble, seed %i', (name, checkouts, seed) => {
  it('leaves nothing of what is over in any check', () => {
    const changes = [`traffic.checkouts=${checkouts}`, `seed=${seed}`, 'refunds.share=40%', 'faults=heavy'];
    const { scenario, facts } = watch(shippedScenario(name, changes));
    const over = overIn(facts);
    const left = keptAfter(facts, checkSettings(scenario))
      .filter((one) => !isForRefunds(one) && idsIn(one.key).some((id) => over.has(id)))
      .map(({ check, key }) => `${check}: ${key}`);
    expect(over.size).toBeGreaterThan(checkouts);
    expect(left).toEqual([]);
  });
});

describe('what is written of an order that is closed', () => {
  const key = idempotencyKey(orderId(1, 1), 2);
  const executor = addressOf.paymentOrder(orderId(1, 1));
  const end = captureDays.at(-1)?.at ?? 0;
  const last = <T extends TableName>(table: T, test: (record: Tables[T]) => boolean = () => true): Tables[T] => {
    const found = captureDays.findLast((fact) => isWrite(fact, table, test));
    if (found?.kind !== 'written') throw new Error(`nothing is written to ${table}`);
    return found.after as Tables[T];
  };
  const unsettled = last('charges', ({ settledOn }) => settledOn === undefined);
  const charge = { ...unsettled, id: key, idempotencyKey: key, reference: pspReference(key) };

  it.each([
    ['another charge that is declined', [['charges', { ...charge, status: 'declined' }]]],
    [
      'another authorisation, and its end',
      [
        ['charges', { ...charge, status: 'authorised' }],
        ['charges', { ...charge, status: 'lapsed' }],
      ],
    ],
    ['what the executor has of it, once more', [['paymentOrders', last('paymentOrders')]]],
    ['what the executor has of its capture, once more', [['captureOrders', last('captureOrders')]]],
  ] satisfies [string, Row[]][])('leaves nothing in any check: %s', (_, rows) => {
    const late = rows.map((row) => written(end + 1, executor, row));
    expect(namesAfter(threaded([...captureDays, ...late]), captureSettings)).toEqual(
      namesAfter(captureDays, captureSettings),
    );
  });
});

describe('a break that is explained once more when it is resolved', () => {
  const days = goodDays();
  const again = days.filter((fact) => isMessage(fact, 'BreakExplained'));

  it('leaves nothing in any check', () => {
    expect(again).not.toEqual([]);
    expect(namesAfter([...days, ...again], goodSettings)).toEqual(namesAfter(days, goodSettings));
  });
});
