/** The two sides of a comparison. */

export type Side = 'a' | 'b';

export const sides = ['a', 'b'] as const;

export function otherOf(side: Side): Side {
  return side === 'a' ? 'b' : 'a';
}
