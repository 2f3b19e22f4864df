/** What tells a message or a record from others of its kind, in a word or two, for places with little room. */
import type { Message } from '../../domain/messages.ts';
import { spell } from '../checks/figures.ts';
import type { Written } from '../facts.ts';

/** `…:2 captured`, `21.39 EUR`; empty where the name says it all. */
export function briefMessage(message: Message, concern: string): string {
  const key = 'key' in message ? [shortKey(message.key, concern)] : [];
  const parts = [...key, ...outcomeOf(message)];
  if (parts.length === 0 && 'amount' in message) parts.push(spell(message.amount.amount, message.amount.currency));
  return parts.join(' ');
}

/** `ch_17_1_2 captured`, `…:2 unknown`, `21.39 EUR`. */
export function briefRecord({ after, concern }: Pick<Written, 'after' | 'concern'>): string {
  return [nameOf(after, concern), stateOf(after)].filter((part) => part !== '').join(' ');
}

/** A key is mostly named after its order, which the story is about. */
function shortKey(key: string, concern: string): string {
  return key.startsWith(concern) && key !== concern ? `…${key.slice(concern.length)}` : key;
}

function outcomeOf(message: Message): string[] {
  switch (message.type) {
    case 'PspCallEnded':
      return [message.answered ? 'answered' : 'no answer'];
    case 'PspRefused':
      return [String(message.status)];
    case 'OrderClosed':
      return [message.paid ? 'paid' : 'not paid'];
    case 'BreakFound':
      return [message.found.kind];
    case 'BreakNoted':
      return [message.status];
    case 'ChargeSettled':
      return [message.reference];
    default:
  }
  if (!('outcome' in message)) return [];
  return [typeof message.outcome === 'string' ? message.outcome : message.outcome.status];
}

function nameOf(record: Written['after'], concern: string): string {
  if ('kind' in record && typeof record.kind === 'string') return record.kind;
  if ('reference' in record) return record.reference;
  return 'idempotencyKey' in record ? shortKey(record.idempotencyKey, concern) : '';
}

function stateOf(record: Written['after']): string {
  if ('status' in record) return record.status;
  if ('balance' in record) return spell(record.balance, record.currency);
  return 'amount' in record ? spell(record.amount, record.currency) : '';
}
