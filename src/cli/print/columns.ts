/** Text in columns: the first to the left, numbers to the right. */

export type Align = 'left' | 'right';

/** Lines of cells as wide as the widest of their column, two spaces apart, indented by two. */
export function columns(rows: readonly (readonly string[])[], align: readonly Align[]): string[] {
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => {
    const cells = align.map((side, column) => {
      const cell = row[column] ?? '';
      const width = widths[column] ?? 0;
      return side === 'left' ? cell.padEnd(width) : cell.padStart(width);
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** `12,345` */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 order`, `2,000 orders` */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
