/**
 * The settlement process: a night's file leaves the PSP, and a statement the bank, through it. It asks for a verdict on
 * the file and on each of its lines, at sites such as `settlement psp EUR/2026-11-27 order-17.1`.
 */
import type { Message } from '../../domain/messages.ts';
import type { Judge, Verdict } from '../faults/verdict.ts';

/** The message as it leaves. Messages that carry no file pass untouched and unasked. */
export type Dispatch = (message: Message) => Message;

export function createDispatch(judge: Judge): Dispatch {
  // A line occurs once in a file, so its site needs no counting.
  const ask = (file: string, concern: string): Verdict =>
    judge({ operation: `settlement ${file}`, concern, occurrence: 1 });

  return (message) => {
    switch (message.type) {
      case 'SettlementFileSent': {
        const { file } = message;
        const name = `psp ${file.currency}/${file.date}`;
        const lines = file.lines.filter((line) =>
          stays(ask(name, line.type === 'charge' ? line.orderId : line.reference)),
        );
        return leaves(ask(name, 'file'), { ...message, file: { ...file, lines } });
      }
      case 'BankStatementSent': {
        const { statement } = message;
        const name = `bank ${statement.currency}/${statement.date}`;
        const lines = statement.lines.filter((line) => stays(ask(name, line.reference)));
        return leaves(ask(name, 'file'), { ...message, statement: { ...statement, lines } });
      }
      default:
        return message;
    }
  };
}

function stays({ kind }: Verdict): boolean {
  switch (kind) {
    case 'pass':
      return true;
  }
}

function leaves({ kind }: Verdict, message: Message): Message {
  switch (kind) {
    case 'pass':
      return message;
  }
}
