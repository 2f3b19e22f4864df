/**
 * The dates of breaks, for I18: a break is opened and resolved under the date of the night at work, which is that of its
 * file, or of the last night that is closed where the file is a correction of an earlier one. A break about a file as a
 * whole, which no night has taken in yet, is opened under that file's own date.
 */
import { businessDate, type BusinessDate } from '../../domain/calendar.ts';
import type { BreakRecord, IngestedFileRecord } from '../../domain/night-records.ts';
import { breakId } from '../../domain/sitting.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced } from './figures.ts';

/** The nights of one source and currency, which are worked on one at a time. */
interface Account {
  /** The dates of all files that have ever been closed. */
  readonly closed: Set<BusinessDate>;
  /** Those of them that have a correction which waits for its turn. */
  readonly reopened: Set<BusinessDate>;
  /** The file that was reconciled last. */
  atWork: BusinessDate | undefined;
}

type Accounts = Map<string, Account>;

export function breakDates(): Hearing<Witness> {
  const accounts: Accounts = new Map();
  return {
    written: {
      files: ({ after }) => follow(after, accounts),
      breaks(fact, witness) {
        const { before, after } = fact;
        const account = accountOf(after, accounts);
        if (before === undefined) judgeOpening(fact, account, witness);
        if (before?.status === 'open' && after.status === 'resolved')
          judge(fact, 'resolved', after.resolvedOn, account, witness);
      },
    },
  };
}

function accountOf({ source, currency }: Pick<BreakRecord, 'source' | 'currency'>, accounts: Accounts): Account {
  const name = `${source}/${currency}`;
  let account = accounts.get(name);
  if (account === undefined)
    accounts.set(name, (account = { closed: new Set(), reopened: new Set(), atWork: undefined }));
  return account;
}

function follow(file: IngestedFileRecord, accounts: Accounts): void {
  const { closed, reopened } = accountOf(file, accounts);
  const { date, status } = file;
  switch (status) {
    case 'stored':
      if (closed.has(date)) reopened.add(date);
      return;
    case 'reconciled':
      reopened.delete(date);
      accountOf(file, accounts).atWork = date;
      return;
    case 'closed':
      closed.add(date);
  }
}

function judgeOpening(fact: WrittenTo<'breaks'>, account: Account, witness: Witness): void {
  const { id, kind, about, openedOn } = fact.after;
  // How a file begins is found when it is taken in, and is another break.
  const isDoubt = kind === 'fileMissing' || id === breakId('fileDoesNotProve', about);
  if (!isDoubt) return judge(fact, 'opened', openedOn, account, witness);
  witness.checked();
  const due = businessDate(about.slice(about.lastIndexOf('/') + 1));
  if (openedOn !== due) report(fact, 'opened', openedOn, due, witness);
}

function judge(
  fact: WrittenTo<'breaks'>,
  did: 'opened' | 'resolved',
  on: BusinessDate | undefined,
  { closed, reopened, atWork }: Account,
  witness: Witness,
): void {
  if (atWork === undefined) return;
  witness.checked();
  let due = atWork;
  for (const date of closed) if (date > due) due = date;
  if (on === due) return;
  // Whether the night looked before or after another correction came cannot be told.
  const isEarlier = on !== undefined && (on === atWork || (on > atWork && closed.has(on)));
  if (isEarlier && reopened.size > 0) return;
  report(fact, did, on, due, witness);
}

function report(
  { at, after }: WrittenTo<'breaks'>,
  did: 'opened' | 'resolved',
  on: BusinessDate | undefined,
  due: BusinessDate,
  witness: Witness,
): void {
  const { id, orderId, amount, currency } = after;
  const sentence = `${id} is said to be ${did} on ${on ?? 'no date'}, and the night at work was that of ${due}`;
  witness.violated({ at, concern: orderId ?? id, sentence, ...priced(amount, currency) });
}
