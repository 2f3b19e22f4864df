/** The lines of a story as sentences: who told whom what, what was stored where, and what went wrong. */
import type { ServiceName } from '../../domain/addresses.ts';
import type { Happening, MessageStep } from './step.ts';
import type { StoryLine } from './story.ts';

/** What services are called in a sentence. */
export const spokenNames: Readonly<Record<ServiceName, string>> = {
  shop: 'the shop',
  'payment-service': 'the payment service',
  executor: 'the executor',
  psp: 'the PSP',
  bank: 'the bank',
  wallet: 'the wallet',
  ledger: 'the ledger',
  reconciliation: 'reconciliation',
};

/** @param of whose story it is: what a sentence is about is said only where it is something else */
export function sentenceOf({ step, about, text }: StoryLine, of: string): string {
  const isSaid = about === of || text.includes(about) || !isOfOne(step);
  return ended(`${capital(toldOf(step, text))}${isSaid ? '' : ` (${about})`}`);
}

function toldOf(step: Happening, text: string): string {
  switch (step.what) {
    case 'message':
      return `${spoken(step, text)} ${text}`;
    case 'commit':
      return `in ${spokenNames[step.service]}'s database: ${text}`;
    case 'fault':
      return `fault: ${text}`;
    case 'crash':
    case 'restart':
      return `${spokenNames[step.service]} ${text}`;
    case 'healed':
      return text;
  }
}

function spoken({ from, to, arrives }: MessageStep, text: string): string {
  if (from === to) return `in ${spokenNames[from]}${arrives ? ':' : ','}`;
  if (!arrives) return `${spokenNames[from]} to ${spokenNames[to]},`;
  return `${spokenNames[from]} ${text.endsWith('?') ? 'asks' : 'tells'} ${spokenNames[to]}:`;
}

/** A fault names its site, and a crash its service. */
function isOfOne({ what }: Happening): boolean {
  return what === 'message' || what === 'commit';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ended(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
