/** Where the boxes and arrows of the flow stand, on a canvas of 900 by 332. */

export const canvas = { width: 900, height: 332 } as const;
export const box = { width: 148, height: 96 } as const;

export interface FlowNode {
  readonly service: 'shop' | 'payment-service' | 'executor' | 'psp' | 'wallet' | 'ledger' | 'reconciliation' | 'bank';
  readonly title: string;
  readonly x: number;
  readonly y: number;
  /** Not part of the system under test. */
  readonly outside?: true;
  /** The step in which it stores what it was given. */
  readonly storesAt?: number;
}

const columns = [2, 252, 502, 750] as const;
const upper = 12;
const lower = 226;

/** In the order of the flow. */
export const nodes: readonly FlowNode[] = [
  { service: 'shop', title: 'Shop', x: columns[0], y: upper, outside: true },
  { service: 'payment-service', title: 'Payment service', x: columns[1], y: upper, storesAt: 2 },
  { service: 'executor', title: 'Executor', x: columns[2], y: upper, storesAt: 4 },
  { service: 'psp', title: 'PSP', x: columns[3], y: upper, outside: true },
  { service: 'wallet', title: 'Wallet', x: columns[0], y: lower, storesAt: 7 },
  { service: 'ledger', title: 'Ledger', x: columns[1], y: lower, storesAt: 9 },
  { service: 'reconciliation', title: 'Reconciliation', x: columns[2], y: lower },
  { service: 'bank', title: 'Bank', x: columns[3], y: lower, outside: true },
];

export type ArrowName = 'buy' | 'execute' | 'charge' | 'credit' | 'post' | 'file' | 'statement' | 'payout' | 'match';

export interface Arrow {
  readonly name: ArrowName;
  /** The step's number; none where the arrow only completes the picture. */
  readonly step?: number;
  readonly path: string;
  readonly bothWays?: true;
  /** Where the number stands. */
  readonly badge?: { readonly x: number; readonly y: number };
  /** The middle of the words: the figure above the arrow, what it counts below. */
  readonly label: { readonly x: number; readonly above: number; readonly below: number };
}

const middle = upper + box.height / 2;
const beneath = lower + box.height / 2;
const shelf = 166;

export const arrows: readonly Arrow[] = [
  level('buy', 1, 150, 252, middle),
  level('execute', 3, 400, 502, middle),
  level('charge', 5, 650, 750, middle),
  {
    name: 'credit',
    step: 6,
    path: `M290 108V${shelf}H76V226`,
    badge: { x: 183, y: shelf },
    label: { x: 183, above: shelf - 15, below: shelf + 24 },
  },
  {
    name: 'post',
    step: 8,
    path: 'M350 108V226',
    badge: { x: 350, y: shelf },
    label: { x: 400, above: 162, below: 178 },
  },
  {
    name: 'file',
    step: 10,
    path: `M790 108V${shelf}H576V226`,
    badge: { x: 683, y: shelf },
    label: { x: 683, above: shelf - 15, below: shelf + 24 },
  },
  { name: 'payout', path: 'M860 108V226', label: { x: 826, above: 188, below: 204 } },
  { ...level('statement', 10, 750, 650, beneath) },
  { ...level('match', undefined, 400, 502, beneath), bothWays: true },
];

function level(name: ArrowName, step: number | undefined, from: number, to: number, y: number): Arrow {
  const x = (from + to) / 2;
  const arrow = { name, path: `M${from} ${y}H${to}`, label: { x, above: y - 15, below: y + 24 } };
  return step === undefined ? arrow : { ...arrow, step, badge: { x, y } };
}
