/** How large the cells of a load are, in words. */
import { counted, listed } from './html/format.ts';
import type { LoadResult } from './load-result.ts';

/** `200 checkouts`, `50 users`, or both. */
export function cellSize({ largestCell, users = 0 }: Pick<LoadResult, 'largestCell' | 'users'>): string {
  return listed([
    ...(largestCell === 0 ? [] : [counted(largestCell, 'checkout')]),
    ...(users === 0 ? [] : [counted(users, 'user')]),
  ]);
}
