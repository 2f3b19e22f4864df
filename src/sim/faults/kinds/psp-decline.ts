/** A card that its issuer refuses. */
import type { KindOfFault } from '../kind.ts';

const codes = {
  soft: ['insufficient_funds', 'issuer_unavailable', 'try_again_later'],
  hard: ['do_not_honor', 'expired_card', 'stolen_card', 'suspected_fraud'],
} as const;

export const pspDecline: KindOfFault<'psp.decline'> = {
  kind: 'psp.decline',
  effect: "The card's issuer declines a charge.",
  aim: 'nothing',
  atSites: {
    places: ['issuer'],
    values: {
      decline: {
        form: 'word',
        key: 'kind',
        words: ['soft', 'hard'],
        description: '`soft`: trying again may help. `hard`: it will not.',
      },
      code: { form: 'word', key: 'code', description: 'The code that the PSP answers with.' },
    },
    draw(chance) {
      const decline = chance.word('decline', ['soft', 'hard']);
      return { kind: 'psp.decline', decline, code: chance.text('code', codes[decline]) };
    },
  },
};
