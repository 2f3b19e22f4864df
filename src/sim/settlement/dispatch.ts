/**
 * The settlement process: a night's file leaves the PSP, and a statement the bank, through it. It asks what happens to
 * each charge and refund of a PSP file when the file is sent for the first time, at sites such as
 * `settlement psp EUR/2026-11-27 order-17.1 #1`, and what happens to each file whenever it is sent, at
 * `settlement psp EUR/2026-11-27 file #1`. One message becomes several, a later one, or none.
 */
import type { Message } from '../../domain/messages.ts';
import type { FileRevision } from '../../domain/night-records.ts';
import type { Judge } from '../faults/site.ts';
import type { Sites } from '../faults/sites.ts';
import { createShownBooks } from './shown-books.ts';
import {
  harmOf,
  settlementFileLeaving,
  statementLeaving,
  transmissions,
  type Leaving,
  type NightFile,
  type Transmission,
} from './file-faults.ts';

export interface Departure {
  readonly message: Message;
  /** It leaves so many milliseconds from now. */
  readonly afterMs: number;
}

/** What leaves of a message, and when; undefined for one that carries no file, which leaves as it is and unasked. */
export type Dispatch = (message: Message) => readonly Departure[] | undefined;

export interface DispatchParts {
  readonly judge: Judge;
  readonly sites: Pick<Sites, 'next'>;
  /** True once reconciliation has the whole file, in this revision or a later one. */
  readonly isThere: (file: FileRevision) => boolean;
}

export function createDispatch(parts: DispatchParts): Dispatch {
  const shown = createShownBooks(parts.judge);
  const transmit = createTransmitter(parts);

  return (message) => {
    switch (message.type) {
      case 'SettlementFileSent':
        return transmit('psp', settlementFileLeaving(shown(message.file))).map(({ file, afterMs }) => ({
          message: { ...message, file },
          afterMs,
        }));
      case 'BankStatementSent':
        return transmit('bank', statementLeaving(message.statement)).map(({ file: statement, afterMs }) => ({
          message: { ...message, statement },
          afterMs,
        }));
      default:
        return undefined;
    }
  };
}

type Transmit = <F extends NightFile>(source: 'psp' | 'bank', leaving: Leaving<F>) => Transmission<F>[];

function createTransmitter({ judge, sites, isThere }: DispatchParts): Transmit {
  /** Of each file, that of the version without a wrong amount. */
  const revisions = new Map<string, number>();

  return (source, first) => {
    const { currency, date } = first.file;
    const operation = `settlement ${source} ${currency}/${date}`;
    const revision = revisions.get(operation) ?? first.file.revision;
    const leaving = inRevision(first, revision);
    const concern = 'file';
    const occurrence = sites.next(operation, concern);
    const site = { place: 'file', services: [source], operation, concern, occurrence } as const;
    // Once the file is there, nothing is to be found of what happens to further copies. One that is late is not.
    const fault = isThere({ fileId: `${source}/${currency}/${date}`, revision })
      ? judge(site)
      : judge(site, (happens) => ({ source, currency, date, ...harmOf(leaving, happens) }));
    revisions.set(operation, fault?.kind === 'settlement.file-resent-corrected' ? revision + 1 : revision);
    return transmissions(leaving, fault);
  };
}

function inRevision<F extends NightFile>(leaving: Leaving<F>, revision: number): Leaving<F> {
  if (leaving.file.revision === revision) return leaving;
  return {
    file: { ...leaving.file, revision },
    withWrongAmount(by) {
      const version = leaving.withWrongAmount(by);
      return { ...version, file: { ...version.file, revision } };
    },
  };
}
