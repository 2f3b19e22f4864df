/** Tables under titles. */
import type { Style } from '../terminal.ts';
import { columns, type Align } from './columns.ts';

/** The title stands above the first column, which is indented below it. */
export function titled(
  style: Style,
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return titledGroups(style, heads, [{ title, rows }]);
}

export interface TitledRows {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** Several tables one below the other, their columns in line, an empty line between two of them. */
export function titledGroups(style: Style, heads: readonly string[], groups: readonly TitledRows[]): string[] {
  const align: Align[] = heads.map((_, index) => (index === 0 ? 'left' : 'right'));
  const headings = groups.map(({ title }) => [title, ...heads.slice(1)]);
  const lines = columns([...headings, ...groups.flatMap(({ rows }) => rows)], align);
  let told = groups.length;
  return groups.flatMap(({ title, rows }, index) => {
    const head = lines[index] ?? '';
    const body = lines.slice(told, (told += rows.length));
    const heading = style('strong', `${title}${head.slice(title.length + 2).padStart(head.length - title.length)}`);
    return [...(index === 0 ? [] : ['']), heading, ...body];
  });
}
