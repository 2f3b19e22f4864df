/** The bank account as a statement shows it: what came from the PSP, what went to sellers, and what came back from them. */
import { minorUnits } from './money.ts';
import type { SellerTransferRecord } from './payout-records.ts';
import type { BankTransferRecord } from './records.ts';
import { returnReference } from './seller-payouts.ts';
import type { BankLine } from './settlement-file.ts';

/** Everything that is booked, with the payouts of the PSP first. */
export function bookedLines(
  transfers: readonly BankTransferRecord[],
  sellerTransfers: readonly SellerTransferRecord[],
): BankLine[] {
  return [...transfers.map(lineOf), ...sellerTransfers.map(sentLine), ...sellerTransfers.flatMap(returnedLine)];
}

function lineOf({ id, amount, bookedAt, valueDate }: BankTransferRecord): BankLine {
  return { reference: id, amount, bookedAt, valueDate };
}

function sentLine({ id, amount, bookedAt, valueDate }: SellerTransferRecord): BankLine {
  return { reference: id, amount: minorUnits(-amount), bookedAt, valueDate };
}

function returnedLine({ id, amount, returnedAt, returnValueDate }: SellerTransferRecord): BankLine[] {
  if (returnedAt === undefined || returnValueDate === undefined) return [];
  return [{ reference: returnReference(id), amount, bookedAt: returnedAt, valueDate: returnValueDate, returns: id }];
}
