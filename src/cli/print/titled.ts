/** A table under a title. */
import type { Style } from '../terminal.ts';
import { columns, type Align } from './columns.ts';

/** The title stands above the first column, which is indented below it. */
export function titled(
  style: Style,
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const align: Align[] = heads.map((_, index) => (index === 0 ? 'left' : 'right'));
  const [head = '', ...body] = columns([[title, ...heads.slice(1)], ...rows], align);
  return [style('strong', `${title}${head.slice(title.length + 2).padStart(head.length - title.length)}`), ...body];
}
