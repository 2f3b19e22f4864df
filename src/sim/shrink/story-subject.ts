/** Whose story tells how a violation came about. */
import { checkoutId } from '../../domain/ids.ts';
import type { Finding } from '../checks/check.ts';
import { whoseStory } from '../story/whose-story.ts';

/**
 * The order or the checkout that is wrong; where it is a wallet, a file or an account, what had the largest part in it,
 * or the only checkout that there is.
 */
export function storySubject({ concern, cause }: Finding, checkouts: readonly number[]): string {
  const told = whoseStory(concern) ?? whoseStory(cause ?? '');
  if (told !== undefined) return told;
  const [only, ...others] = checkouts;
  return only !== undefined && others.length === 0 ? checkoutId(only) : concern;
}
