/** Which file was probably meant by a name of none: one of the same folder that is called much the same. */
import { readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { nearestOf } from '../sim/scenario/did-you-mean.ts';

/** @returns its path, as it would have been typed; undefined where there is nothing like it */
export function nearFile(file: string): string | undefined {
  const names = namesIn(dirname(file)).filter((name) => /\.(?:ya?ml|json)$/.test(name));
  // The end of a name is left out more often than it is mistyped.
  const nearest = nearestOf(
    parse(file).name,
    names.map((name) => parse(name).name),
  );
  const found = nearest === undefined ? undefined : names.find((name) => parse(name).name === nearest);
  return found === undefined ? undefined : join(dirname(file), found);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
