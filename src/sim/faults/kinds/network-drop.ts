/** A message that is lost. */
import type { KindOfFault } from '../kind.ts';

export const networkDrop: KindOfFault<'network.drop'> = {
  kind: 'network.drop',
  effect: 'A message between two services is lost.',
  aim: 'link',
  atSites: { places: ['link'], values: {}, draw: () => ({ kind: 'network.drop' }) },
};
