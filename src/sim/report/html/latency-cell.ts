/** A latency in a table. */
import { join, markup, type Markup } from './markup.ts';
import { latency } from './time.ts';

/**
 * `5 min 44.319 s`, which may go on in a second line between its units where the table is too wide for the page.
 * @param ms at least 0
 */
export function latencyCell(ms: number): Markup {
  const amounts = latency(ms).match(/\S+ \S+/g) ?? [];
  return join(
    amounts.map((amount) => markup`<span class="whole">${amount}</span>`),
    ' ',
  );
}
