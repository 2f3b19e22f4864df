/** Edits of the good days' files and breaks, which show up in more than one fact each. */
import { addressOf } from '../../src/domain/addresses.ts';
import { businessDate } from '../../src/domain/calendar.ts';
import { money } from '../../src/domain/money.ts';
import type { BreakRecord } from '../../src/domain/night-records.ts';
import type { SettlementFile } from '../../src/domain/settlement-file.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { addAfter, edited, isWrite, reword, rewrite, type Edit } from './fact-tape-edits.ts';
import { written } from './fact-tape.ts';
import { EUR } from './good-days-policy.ts';

/** A file of the PSP comes, and is taken in, otherwise than the PSP made it. */
export function received(date: string, change: (file: SettlementFile) => Partial<SettlementFile>): Edit {
  const id = `psp/EUR/${date}`;
  const changed = (file: SettlementFile): SettlementFile => ({ ...file, ...change(file) });
  return (facts) =>
    edited(
      facts,
      reword(
        'SettlementFileSent',
        ({ file }) => file.date === date,
        ({ file }) => ({ file: changed(file) }),
      ),
      rewrite(
        'fileContents',
        ({ fileId }) => fileId === id,
        ({ content }) => ({ content: changed(content as SettlementFile) }),
      ),
      rewrite(
        'files',
        (file) => file.id === id,
        (record) => figuresOf(facts, record.id, changed),
      ),
    );
}

function figuresOf(facts: readonly Fact[], id: string, changed: (file: SettlementFile) => SettlementFile) {
  const stored = facts.find((fact) => isWrite(fact, 'fileContents', ({ fileId }) => fileId === id));
  if (stored === undefined) throw new Error(`${id} is not stored`);
  const { sequence, opening, closing, lines, revision } = changed(
    (stored.after as { readonly content: SettlementFile }).content,
  );
  return { sequence, opening, closing, revision, lines: lines.length };
}

type Said = Pick<BreakRecord, 'kind' | 'reference'> & { readonly about?: string; readonly amount?: number };

/** A break about one of the PSP's files or lines is on record, before the file is closed. */
export function onRecord(fileId: string, said: Said): Edit {
  const { kind, reference, about = fileId, amount = 0 } = said;
  const found: BreakRecord = {
    ...{ id: `break-${kind}-${reference}`, kind, reference, about, source: 'psp', status: 'open' },
    ...{ openedOn: businessDate('2026-03-02'), explanation: 'it does not add up', ...money(amount, EUR) },
  };
  return addAfter(
    (fact) => isWrite(fact, 'files', ({ id, status }) => id === fileId && status === 'reconciled'),
    ({ at }) => [written(at, addressOf.break(found.id), ['breaks', found])],
  );
}
