/** Every amount of a committed record is a whole number of minor units. */
import type { Written, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';

const inTables: Required<NonNullable<Hearing<Witness>['written']>> = {
  paymentEvents(fact, witness) {
    judge(fact, 'total', fact.after.total, fact.before?.total, witness);
  },
  charges(fact, witness) {
    const { before, after } = fact;
    judge(fact, 'amount', after.amount, before?.amount, witness);
    judge(fact, 'authorised amount', after.authorised, before?.authorised, witness);
    judge(fact, 'fee', after.fee, before?.fee, witness);
  },
  refunds(fact, witness) {
    const { before, after } = fact;
    judge(fact, 'amount', after.amount, before?.amount, witness);
    judge(fact, 'amount before', after.before, before?.before, witness);
  },
  refundBalances(fact, witness) {
    judge(fact, 'reserved amount', fact.after.reserved, fact.before?.reserved, witness);
  },
  refundTotals(fact, witness) {
    judge(fact, 'refunded amount', fact.after.refunded, fact.before?.refunded, witness);
  },
  settlementBatches(fact, witness) {
    const { before, after } = fact;
    judgeBalances(fact, witness);
    judge(fact, 'gross', after.gross, before?.gross, witness);
    judge(fact, 'refunds', after.refunded, before?.refunded, witness);
    judge(fact, 'fees', after.fees, before?.fees, witness);
    judge(fact, 'payouts', after.paidOut, before?.paidOut, witness);
  },
  bankStatements: judgeBalances,
  files: judgeBalances,
  wallets(fact, witness) {
    judge(fact, 'balance', fact.after.balance, fact.before?.balance, witness);
  },
  transactions: judgePostings,
  orderProgress: judgeAmount,
  paymentOrders: judgeAmount,
  captureOrders: judgeAmount,
  refundOrders: judgeAmount,
  pspRefunds: judgeAmount,
  pspPayouts: judgeAmount,
  bankTransfers: judgeAmount,
  sellerTransfers: judgeAmount,
  sellerPayouts: judgeAmount,
  payoutReturns: judgeAmount,
  credits: judgeAmount,
  debits: judgeAmount,
  matches: judgeAmount,
  openItems: judgeAmount,
  breaks: judgeAmount,
  // What a file or a break says is compared where it is used.
  postedRequests: undefined,
  sagaDeadLetters: undefined,
  executorDeadLetters: undefined,
  payoutDeadLetters: undefined,
  payoutRuns: undefined,
  fileContents: undefined,
  nightTurns: undefined,
};

export const amounts: Hearing<Witness> = { written: inTables };

type WithAmount = Extract<Written, { readonly after: { readonly amount: number } }>;

function judgeAmount(fact: WithAmount, witness: Witness): void {
  judge(fact, 'amount', fact.after.amount, fact.before?.amount, witness);
}

function judgeBalances(fact: WrittenTo<'settlementBatches' | 'bankStatements' | 'files'>, witness: Witness): void {
  judge(fact, 'opening balance', fact.after.opening, fact.before?.opening, witness);
  judge(fact, 'closing balance', fact.after.closing, fact.before?.closing, witness);
}

function judgePostings(fact: WrittenTo<'transactions'>, witness: Witness): void {
  for (const { from, to, amount } of fact.after.postings) {
    witness.checked();
    if (Number.isSafeInteger(amount)) continue;
    const same = fact.before?.postings.find((one) => one.from === from && one.to === to && one.amount === amount);
    if (same === undefined) report(fact, `posting from ${from} to ${to}`, amount, witness);
  }
}

/** An amount that a record carries along from version to version is reported once. */
function judge(fact: Written, what: string, amount: number, before: number | undefined, witness: Witness): void {
  witness.checked();
  if (Number.isSafeInteger(amount)) return;
  if (fact.before === undefined || amount !== before) report(fact, what, amount, witness);
}

function report({ at, concern, table, after }: Written, what: string, amount: number, witness: Witness): void {
  const sentence = `the ${what} of ${after.id} in ${table} is ${amount}, which is no whole number of minor units`;
  witness.violated({ at, concern, sentence });
}
