/** What is said to somebody who asks for a kind of fault that there is not. */
import { faultKinds } from '../faults/catalogue.ts';
import { didYouMean } from './did-you-mean.ts';

/** The nearest of the kinds that begin alike, or else all of those, or of the family; the nearest of all at the last. */
export function kindHint(word: string): string {
  const family = word.slice(0, word.indexOf('.') + 1);
  const alike = word.includes('-') ? word.slice(0, word.indexOf('-') + 1) : family;
  const near = startingWith(alike);
  if (near.length > 0 && alike !== family) return didYouMean(word, near) ?? `there are ${near.join(', ')}`;
  const nearest = didYouMean(word, faultKinds) ?? withoutFamily(word);
  if (nearest !== undefined) return nearest;
  const related = startingWith(family);
  return related.length > 0 ? `there are ${related.join(', ')}` : '`penny faults` lists them';
}

/** `outage` is the end of a kind. */
function withoutFamily(word: string): string | undefined {
  const kind = word === '' ? undefined : faultKinds.find((each) => each.endsWith(`.${word}`));
  return kind && `did you mean \`${kind}\`?`;
}

function startingWith(beginning: string): readonly string[] {
  return beginning === '' ? [] : faultKinds.filter((kind) => kind.startsWith(beginning));
}
