/**
 * The chart of accounts, kept per currency. An account may have an owner after a slash,
 * `seller:payable:pending/seller-3`; the books sum owners together.
 */
import type { SellerId } from './ids.ts';

export const accountClasses = {
  'bank:cash': 'asset',
  'psp:receivable': 'asset',
  'psp:in_transit': 'asset',
  'seller:negative_balance': 'asset',
  'customer:clearing': 'liability',
  'seller:payable:pending': 'liability',
  'seller:payable:available': 'liability',
  'payout:clearing': 'liability',
  'refund:clearing': 'liability',
  'dispute:clearing': 'liability',
  platform_fee: 'income',
  psp_fee: 'expense',
  dispute_fee: 'expense',
  chargeback_loss: 'expense',
  writeoff: 'expense',
  'suspense:reconciliation': 'suspense',
  'suspense:rounding': 'suspense',
  'fx:position': 'position',
  auth_hold: 'memo',
} as const;

export type AccountName = keyof typeof accountClasses;

/** An account, with its owner where it has one. */
export type Account = AccountName | `${AccountName}/${string}`;

export function pendingPayable(seller: SellerId): Account {
  return `seller:payable:pending/${seller}`;
}

export function availablePayable(seller: SellerId): Account {
  return `seller:payable:available/${seller}`;
}

/** The account in the chart that an owner's account rolls up into. */
export function bookOf(account: Account): AccountName {
  const slash = account.indexOf('/');
  return (slash < 0 ? account : account.slice(0, slash)) as AccountName;
}

/** The owner after the slash; undefined where the account has none. */
export function ownerOf(account: Account): string | undefined {
  const slash = account.indexOf('/');
  return slash < 0 ? undefined : account.slice(slash + 1);
}

/**
 * A set: every check of the books asks for both sides of each posting, and to look a name up in an object takes three times
 * as long.
 */
const accountNames: ReadonlySet<string> = new Set(Object.keys(accountClasses));

export function isAccountName(name: string): name is AccountName {
  return accountNames.has(name);
}
