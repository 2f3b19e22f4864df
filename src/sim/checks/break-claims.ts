/**
 * What an open break says of a line or a posting, held against what stands: the last revision of its file that counts,
 * and the ledger. A break is about something that is there, bears its reference and its order, and says by how much it is
 * wrong. What is said of a file as a whole is held against what was delivered, by I12.
 */
import type { PspFee } from '../../domain/fees.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import type { BankLine, SettlementLine } from '../../domain/settlement-file.ts';
import { fileOfLine } from '../../domain/sitting.ts';
import { agreedPspFee } from './agreed-shares.ts';
import type { CashItem } from './cash-items.ts';
import type { FileContent } from './file-content.ts';
import { spell } from './figures.ts';
import type { LineItem } from './line-items.ts';

/** What stands at the end. */
export interface Standing {
  /** The content of a file that counts. */
  readonly file: (fileId: string) => FileContent | undefined;
  /** By reference; undefined where the PSP, the ledger and the files agree, and where none of them knows of it. */
  readonly lineItem: (reference: string) => LineItem | undefined;
  readonly cashItem: (reference: string) => CashItem | undefined;
  readonly agreedFee: PspFee;
}

/** What is wrong with a break, in a sentence, and by how many minor units; undefined when it says what is so. */
export function wrongClaim(found: BreakRecord, standing: Standing): WrongClaim | undefined {
  const occasions = occasionsOf(found, standing);
  if (occasions === undefined) return undefined;
  const { id, about, reference, orderId, amount, currency } = found;
  const says = `${id} says ${spell(amount, currency)} of ${about}`;
  const its = occasions.filter((occasion) => occasion.reference === reference && occasion.orderId === orderId);
  if (its.length === 0) {
    const of = orderId === undefined ? reference : `${reference} of ${orderId}`;
    return { sentence: `${says} and is about ${of}; that is not what stands there`, difference: amount };
  }
  const amounts = its.flatMap((occasion) => occasion.amounts);
  const [due] = amounts;
  if (due === undefined || amounts.includes(amount)) return undefined;
  return { sentence: `${says}, where it is ${spell(due, currency)} by what stands`, difference: amount - due };
}

export interface WrongClaim {
  readonly sentence: string;
  /** Minor units. */
  readonly difference: number;
}

/** Something that a break may be about, and the amounts that it may then have, in minor units. */
interface Occasion {
  readonly reference: string;
  readonly orderId: OrderId | undefined;
  readonly amounts: readonly number[];
}

function occasionsOf(found: BreakRecord, standing: Standing): readonly Occasion[] | undefined {
  switch (found.kind) {
    case 'fileMissing':
    case 'fileDoesNotProve':
      return undefined;
    case 'missingInFile':
      return postingOf(found, standing);
    case 'missingInLedger':
    case 'listedTwice':
    case 'amountDiffers':
    case 'dateDiffers':
    case 'feeDiffers':
      return found.source === 'psp' ? listingsOf(found, standing) : entriesOf(found, standing);
  }
}

/** What is posted and agrees with everything else is no longer known here. */
function postingOf({ source, reference }: BreakRecord, standing: Standing): readonly Occasion[] | undefined {
  if (source === 'bank') {
    const item = standing.cashItem(reference);
    return item && [{ reference, orderId: undefined, amounts: [item.sentOff] }];
  }
  const item = standing.lineItem(reference);
  // What the ledger holds twice may miss its line once.
  return item && [{ reference, orderId: item.orderId, amounts: [item.posted, item.truth ?? 0].map(Math.abs) }];
}

function listingsOf(found: BreakRecord, standing: Standing): readonly Occasion[] {
  const { about } = found;
  const fileId = fileOfLine(about);
  const lines = (standing.file(fileId)?.lines ?? []).filter((line) => 'type' in line);
  return lines
    .filter(({ type, reference }) => `${fileId}/${type}/${reference}` === about)
    .map((line) => ({
      reference: line.reference,
      orderId: line.type === 'payout' ? undefined : line.orderId,
      amounts: [differenceOf(found, line, standing)],
    }));
}

/** By how much a line of the PSP's file is wrong in the way that the break says. */
function differenceOf({ kind, currency }: BreakRecord, line: SettlementLine, standing: Standing): number {
  const item = standing.lineItem(line.reference);
  const listed = line.type === 'charge' ? line.gross : line.amount;
  if (kind === 'amountDiffers') return item === undefined ? 0 : listed - Math.abs(item.posted);
  if (kind !== 'feeDiffers' || line.type !== 'charge') return listed;
  // A fee is posted as it was first listed, which may be right by then or not.
  const posted = item?.feePosted ?? line.fee;
  const agreed = agreedPspFee(item === undefined ? listed : item.posted, currency, standing.agreedFee);
  return line.fee === posted ? line.fee - agreed : line.fee - posted;
}

function entriesOf(found: BreakRecord, standing: Standing): readonly Occasion[] {
  const fileId = fileOfLine(found.about);
  const entries = (standing.file(fileId)?.lines ?? []).filter((line) => 'valueDate' in line);
  return entries
    .filter(({ reference }) => `${fileId}/${reference}` === found.about)
    .map((entry) => ({
      reference: entry.reference,
      orderId: undefined,
      amounts: amountsOf(found, entry, standing.cashItem(entry.reference)),
    }));
}

/** What is posted as cash is what the bank showed first where nobody had advised it, and otherwise what was advised. */
function amountsOf({ kind }: BreakRecord, { amount }: BankLine, item: CashItem | undefined): readonly number[] {
  if (kind === 'missingInLedger') return [item?.cashed ?? amount];
  if (kind !== 'amountDiffers') return [amount];
  if (item === undefined) return [0];
  return [amount === item.cashed ? amount - item.sentOff : amount - item.cashed];
}
