/** What a line of the PSP's files says of a charge or refund. */
export interface ListedLine {
  /** The line's identity: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
  readonly id: string;
  readonly amount: number;
}

/** A later revision of a file says it anew. */
export function withLine(lines: readonly ListedLine[], id: string, amount: number): readonly ListedLine[] {
  return [...lines.filter((line) => line.id !== id), { id, amount }];
}

export function amountOfLine(lines: readonly ListedLine[], id: string): number | undefined {
  return lines.find((line) => line.id === id)?.amount;
}
