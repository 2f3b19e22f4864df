/** A network that falls into two parts. */
import { serviceNames, type ServiceName } from '../../../domain/addresses.ts';
import type { Chance } from '../chance.ts';
import type { KindOfFault } from '../kind.ts';
import { duration, ms } from '../value-form.ts';

export const networkPartition: KindOfFault<'network.partition'> = {
  kind: 'network.partition',
  effect: 'No message passes from one part of the services to the other, nor back unless it is one-way.',
  aim: 'nothing',
  asEpisode: {
    values: {
      forMs: duration('for', [5 * ms.second, 2 * ms.minute], 'How long it lasts.'),
      between: { form: 'services', key: 'between', description: 'A service, or a list of them, on one side.' },
      and: {
        form: 'services',
        key: 'and',
        description: 'A service, or a list of them, on the other side; when left out, all others.',
      },
      oneWay: {
        form: 'flag',
        key: 'oneWay',
        description: 'Whether messages still pass from the second side to the first.',
      },
    },
    draw: (chance) => ({ kind: 'network.partition', ...sides(chance), oneWay: chance.flag('oneWay') }),
  },
};

/** As the rule says; or else one service alone, or, as likely, each on the side that a coin says. */
function sides(chance: Chance): { readonly between: readonly ServiceName[]; readonly and: readonly ServiceName[] } {
  const between = chance.services('between', serviceNames) ?? drawnSide(chance);
  const others = serviceNames.filter((name) => !between.includes(name));
  return { between, and: chance.services('and', others) ?? others };
}

function drawnSide(chance: Chance): readonly ServiceName[] {
  const alone = chance.service(serviceNames);
  if (chance.flag('split')) return [alone];
  const side = serviceNames.filter((name) => name === alone || chance.flag(name));
  return side.length === serviceNames.length ? [alone] : side;
}
