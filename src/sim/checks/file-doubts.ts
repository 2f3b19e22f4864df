/**
 * What a break says of a file as a whole, for I12: it is about that file and no order, and says by how much the lines of what
 * came fall short of its closing balance. Where a file has not come, or does not follow the one before it, it is about nothing.
 */
import type { BreakRecord } from '../../domain/night-records.ts';
import { breakId } from '../../domain/sitting.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import type { DeliveredFiles } from './delivered-files.ts';
import { priced, spell } from './figures.ts';

export function fileDoubts(delivered: Pick<DeliveredFiles, 'shortfalls'>): Hearing<Witness> {
  return {
    written: {
      breaks(fact, witness) {
        if (fact.before === undefined) judge(fact, delivered, witness);
      },
    },
  };
}

function judge(
  { at, after }: WrittenTo<'breaks'>,
  delivered: Pick<DeliveredFiles, 'shortfalls'>,
  witness: Witness,
): void {
  const due = amountsDue(after, delivered);
  if (due === undefined) return;
  witness.checked();
  const { id, about, reference, orderId, amount, currency } = after;
  const says = `${id} says ${spell(amount, currency)} of ${about}`;
  if (reference !== about || orderId !== undefined) {
    const sentence = `${says} and names ${orderId ?? reference}, where it is about the file as a whole`;
    return witness.violated({ at, concern: about, sentence, ...priced(amount, currency) });
  }
  const [first] = due;
  if (first === undefined || due.includes(amount)) return;
  const sentence = `${says}, where it is ${spell(first, currency)} by what was delivered`;
  witness.violated({ at, concern: about, sentence, ...priced(amount - first, currency) });
}

/** Undefined for a break about a line or a posting, and none where what was delivered is no longer known. */
function amountsDue(
  { id, kind, about }: BreakRecord,
  { shortfalls }: Pick<DeliveredFiles, 'shortfalls'>,
): readonly number[] | undefined {
  switch (kind) {
    case 'fileMissing':
      return [0];
    case 'fileDoesNotProve':
      // How a file begins is another break, whose id says so.
      return id === breakId(kind, about) ? shortfalls(about) : [0];
    case 'missingInFile':
    case 'missingInLedger':
    case 'listedTwice':
    case 'amountDiffers':
    case 'dateDiffers':
    case 'feeDiffers':
      return undefined;
  }
}
