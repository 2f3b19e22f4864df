/**
 * The bank's statement as ISO 20022 has it: a bank-to-customer statement, camt.053.001.08. Entries carry the payout's
 * id as end-to-end identification, and the reference that reconciliation matches by as remittance text: the same, but for
 * a transfer that came back, which says of which it is the return, and why. The summary counts the
 * entries that the statement was made with; a corrected statement has an id of its own and says which revision it is.
 */
import { addDays, formatInstant, instantOf, type BusinessDate, type Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { BankLine, BankStatement } from '../../domain/settlement-file.ts';
import { decimalAmount } from './decimal-amount.ts';
import { element, xmlDocument, type XmlElement } from './xml.ts';

const namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

/**
 * The statement as an XML document.
 * @param zone the bank's IANA zone: times are written by its wall clock, and the statement is dated by the midnight
 *   that ends its date
 */
export function camt053(statement: BankStatement, zone: string): string {
  const created = element('CreDtTm', dateTime(instantOf(addDays(statement.date, 1), 0, zone), zone));
  const { revision } = statement;
  const id = `statement-${statement.currency}-${statement.date}${revision === 1 ? '' : `-r${revision}`}`;
  return xmlDocument(
    element(
      'Document',
      [
        element('BkToCstmrStmt', [
          element('GrpHdr', [element('MsgId', id), created]),
          element('Stmt', [
            element('Id', id),
            element('ElctrncSeqNb', String(statement.sequence)),
            created,
            account(statement.currency),
            balance('OPBD', statement.opening, statement),
            balance('CLBD', statement.closing, statement),
            summary(statement),
            ...statement.lines.map((line, index) => entry(line, index + 1, statement.currency, zone)),
            element('AddtlStmtInf', `revision ${revision}`),
          ]),
        ]),
      ],
      { xmlns: namespace },
    ),
  );
}

function account(currency: Currency): XmlElement {
  const id = element('Id', [element('Othr', [element('Id', `platform-${currency}`)])]);
  return element('Acct', [id, element('Ccy', currency)]);
}

/** A booked balance at the beginning (OPBD) or at the end (CLBD) of the statement's date. */
function balance(code: 'OPBD' | 'CLBD', amount: number, { currency, date }: BankStatement): XmlElement {
  return element('Bal', [
    element('Tp', [element('CdOrPrtry', [element('Cd', code)])]),
    ...signedAmount(amount, currency),
    element('Dt', [dateOnly(date)]),
  ]);
}

/** How many entries there should be; and of those that are there, how many and what they add up to, credits and debits apart. */
function summary({ lineCount, lines, currency }: BankStatement): XmlElement {
  const credits = lines.filter(({ amount }) => amount >= 0);
  const debits = lines.filter(({ amount }) => amount < 0);
  return element('TxsSummry', [
    element('TtlNtries', [element('NbOfNtries', String(lineCount))]),
    entriesTotal('TtlCdtNtries', credits, currency),
    entriesTotal('TtlDbtNtries', debits, currency),
  ]);
}

function entriesTotal(name: string, lines: readonly BankLine[], currency: Currency): XmlElement {
  const sum = lines.reduce((total, { amount }) => total + Math.abs(amount), 0);
  return element(name, [element('NbOfNtries', String(lines.length)), element('Sum', decimalAmount(sum, currency))]);
}

function entry(line: BankLine, number: number, currency: Currency, zone: string): XmlElement {
  return element('Ntry', [
    element('NtryRef', String(number)),
    ...signedAmount(line.amount, currency),
    element('Sts', [element('Cd', 'BOOK')]),
    element('BookgDt', [element('DtTm', dateTime(line.bookedAt, zone))]),
    element('ValDt', [dateOnly(line.valueDate)]),
    transferCode(line),
    element('NtryDtls', [
      element('TxDtls', [
        element('Refs', [element('EndToEndId', line.returns ?? line.reference)]),
        element('RmtInf', [element('Ustrd', line.reference)]),
        ...returnInformation(line),
      ]),
    ]),
  ]);
}

/** A credit transfer, received or sent, or one that was sent and came back, in the ISO 20022 code set for bank transactions. */
function transferCode({ amount, returns }: BankLine): XmlElement {
  const isReturn = returns !== undefined;
  const family = [
    element('Cd', amount < 0 || isReturn ? 'ICDT' : 'RCDT'),
    element('SubFmlyCd', isReturn ? 'RRTN' : 'DMCT'),
  ];
  return element('BkTxCd', [element('Domn', [element('Cd', 'PMNT'), element('Fmly', family)])]);
}

/** Why a transfer came back: the account that it was sent to is closed. */
function returnInformation({ returns }: BankLine): XmlElement[] {
  return returns === undefined ? [] : [element('RtrInf', [element('Rsn', [element('Cd', 'AC04')])])];
}

/** The amount itself is never negative; its sign is an indicator, and zero counts as a credit. */
function signedAmount(amount: number, currency: Currency): XmlElement[] {
  return [
    element('Amt', decimalAmount(Math.abs(amount), currency), { Ccy: currency }),
    element('CdtDbtInd', amount < 0 ? 'DBIT' : 'CRDT'),
  ];
}

function dateOnly(date: BusinessDate): XmlElement {
  return element('Dt', date);
}

/** `2026-10-25T02:30:05.250+01:00` */
function dateTime(instant: Instant, zone: string): string {
  return formatInstant(instant, zone).replace(' ', 'T').replace(' ', '');
}
