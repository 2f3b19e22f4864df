import { describe, expect, it } from 'vitest';
import { sentenceOf } from './prose.ts';
import type { Happening } from './step.ts';

const at = '2026-03-02T09:00:00.000Z';
const message = { what: 'message', sentAt: at, at, name: 'ChargeInquiry', detail: '', arrives: true } as const;
const toPsp: Happening = { ...message, from: 'executor', to: 'psp' };

/** A sentence in the story of order-17.1. */
function said(step: Happening, text: string, about = 'order-17.1'): string {
  return sentenceOf({ at: 0, where: '', about, text, step }, 'order-17.1');
}

describe('a sentence of a story', () => {
  it('says who told or asked whom what', () => {
    expect(said(toPsp, 'charge 12.50 EUR')).toBe('The executor tells the PSP: charge 12.50 EUR.');
    expect(said(toPsp, 'what became of it?')).toBe('The executor asks the PSP: what became of it?');
    expect(said({ ...toPsp, to: 'executor' }, 'no answer')).toBe('In the executor: no answer.');
  });

  it('says that a message was lost', () => {
    expect(said({ ...toPsp, arrives: false }, 'lost: charge 12.50 EUR')).toBe(
      'The executor to the PSP, lost: charge 12.50 EUR.',
    );
    expect(said({ ...toPsp, to: 'executor', arrives: false }, 'lost: no answer')).toBe(
      'In the executor, lost: no answer.',
    );
  });

  it('says where something was stored', () => {
    const step = { what: 'commit', at, service: 'reconciliation', table: 'files', detail: '' } as const;
    expect(said(step, 'file stored')).toBe("In reconciliation's database: file stored.");
  });

  it('says what it is about where that is something else and not said anyway', () => {
    expect(said(toPsp, 'Buy', 'checkout-17')).toBe('The executor tells the PSP: Buy (checkout-17).');
    expect(said(toPsp, 'close checkout-17', 'checkout-17')).toBe('The executor tells the PSP: close checkout-17.');
  });

  it('says what went wrong', () => {
    const fault = { what: 'fault', at, fault: 'network.drop', services: [] } as const;
    expect(said(fault, 'network.drop, at a site: a message is lost', 'psp')).toBe(
      'Fault: network.drop, at a site: a message is lost.',
    );
    expect(
      said({ what: 'crash', at, service: 'payment-service' }, 'crashes and loses its memory', 'payment-service'),
    ).toBe('The payment service crashes and loses its memory.');
    expect(said({ what: 'restart', at, service: 'psp' }, 'is up again', 'psp')).toBe('The PSP is up again.');
    expect(said({ what: 'healed', at }, 'no more faults', 'all services')).toBe('No more faults.');
  });
});
