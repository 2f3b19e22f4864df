/** The kinds of fault as a person reads them: all of them by where they strike, or one with its keys. */
import type { Place } from '../../sim/faults/fault.ts';
import { placeNames } from '../../sim/faults/site-places.ts';
import type { FaultReference, KeyReference } from '../../sim/scenario/fault-reference.ts';
import type { Style } from '../terminal.ts';
import { columns } from './columns.ts';

const order = 'Rules are tried in order; the first that strikes at a site wins.';
const ofTime = 'at a time, for a while';

/** Each kind under every place at which it strikes, with what happens. */
export function faultTableLines(kinds: readonly FaultReference[], style: Style): string[] {
  const places = (Object.keys(placeNames) as Place[]).map((place) => ({
    title: placeNames[place],
    here: kinds.filter((kind) => kind.places.includes(place)),
  }));
  const groups = [...places, { title: ofTime, here: kinds.filter(({ lasts }) => lasts) }];
  const rows = groups.flatMap(({ here }) => here.map(({ kind, effect }) => [kind, effect]));
  const lines = columns(rows, ['left', 'left']);
  return [
    order,
    ...groups.flatMap(({ title, here }) =>
      here.length === 0 ? [] : ['', style('strong', capital(title)), ...lines.splice(0, here.length)],
    ),
    '',
    style('quiet', 'penny faults KIND tells its keys, and shows an example'),
  ];
}

/** What happens, where, the keys of a rule, and an example. */
export function faultKindLines({ kind, effect, places, lasts, keys, example }: FaultReference, style: Style): string[] {
  const strikes = [...places.map((place) => placeNames[place]), ...(lasts ? [ofTime] : [])];
  return [
    `${style('strong', kind)}  ${effect}`,
    `  strikes  ${strikes.join('; or ')}`,
    ...columns(keys.map(keyRow), ['left', 'left', 'left']),
    `  ${needed(keys)}`,
    '',
    '  faults:',
    `    - ${example}`,
  ];
}

/** A rule that does not say when is refused. */
function needed(keys: readonly KeyReference[]): string {
  const timing = ['rate', 'every', 'at'].filter((name) => keys.some(({ key }) => key === name));
  const last = timing.at(-1) ?? '';
  return timing.length === 1 ? `${last} is needed` : `one of ${timing.slice(0, -1).join(', ')} and ${last} is needed`;
}

function keyRow({ key, value, usual, description }: KeyReference): string[] {
  return [key, usual === null ? value : `${value}; ${usual} when left out`, description];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
