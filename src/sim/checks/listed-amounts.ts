/** What the PSP's files say of one charge or refund, by the line's identity: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
export interface Listed {
  /** A later revision of a file says it anew. */
  note(lineId: string, amount: number): void;
  of(lineId: string): number | undefined;
}

export function createListed(): Listed {
  /** Nearly always there is one line. */
  let lines: readonly (readonly [string, number])[] = [];
  return {
    note: (lineId, amount) => (lines = [...lines.filter(([known]) => known !== lineId), [lineId, amount]]),
    of: (lineId) => lines.find(([known]) => known === lineId)?.[1],
  };
}
