/** Mistakes of the catalogue that the structure of this payment system does not allow to be made, each with the reason. */
import type { ImpossibleDefect } from './defect.ts';

export const impossibleDefects: readonly ImpossibleDefect[] = [
  {
    name: 'check-then-claim-key',
    mistake:
      'Whether a key is known is looked up first, and the key is stored second: of two requests with one key that come at once, both find it free.',
    expected: 'I15',
    because:
      'whatever is known under one key belongs to one actor, which takes one message after the other: between its look and its claim nobody else can come; and what an actor of before a crash may still store is charged under the same key, which is one charge for the PSP',
  },
];
