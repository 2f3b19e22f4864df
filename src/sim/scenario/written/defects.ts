/** How the written form switches mistakes on: by name, one or a list. */
import { z } from 'zod';
import { defectNames, type DefectName } from '../../../domain/defects.ts';
import { didYouMean } from '../did-you-mean.ts';
import { complain } from './leaf.ts';

const expected = 'the name of a defect, a list of names, or none';

export const defects = z
  .unknown()
  .transform((value, context): readonly DefectName[] => {
    if (value === 'none') return [];
    const written: unknown[] = Array.isArray(value) ? value : [value];
    return written.flatMap((name, index) => {
      const path = Array.isArray(value) ? [index] : [];
      const known = defectNames.find((each) => each === name);
      if (known === undefined) {
        const hint = typeof name === 'string' ? didYouMean(name, defectNames) : undefined;
        complain(context, { path, expected, hint: hint ?? '`penny defects --list` lists them' });
        return [];
      }
      if (written.indexOf(name) === index) return [known];
      complain(context, { path, expected: 'each name once' });
      return [];
    });
  })
  .meta({
    description: 'Mistakes that are switched on in the payment system, to see them caught. None when left out.',
    anyOf: [
      { type: 'string', enum: ['none', ...defectNames] },
      { type: 'array', items: { type: 'string', enum: [...defectNames] }, uniqueItems: true },
    ],
    examples: ['timeout-treated-as-failure'],
  })
  .prefault([]);
