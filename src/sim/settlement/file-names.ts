/**
 * What the files of a night are called: `psp-EUR-2026-03-02.csv`, `bank-EUR-2026-03-02.xml`; and what a further version
 * of one is called: `psp-EUR-2026-03-02-2.csv`.
 */
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';

export function pspFileName({ currency, date }: Pick<SettlementFile, 'currency' | 'date'>): string {
  return `psp-${currency}-${date}.csv`;
}

export function bankFileName({ currency, date }: Pick<BankStatement, 'currency' | 'date'>): string {
  return `bank-${currency}-${date}.xml`;
}

export interface NamedFile<F> {
  readonly name: string;
  readonly file: F;
}

/**
 * Every content that was delivered, once, under a name of its own: the first of a night as `nameOf` has it, others with
 * `-2`, `-3` and so on, whether they are corrected, truncated or otherwise different. Copies are left out.
 * @param delivered in the order in which they came
 */
export function distinctFiles<F extends SettlementFile | BankStatement>(
  delivered: readonly F[],
  nameOf: (file: F) => string,
): NamedFile<F>[] {
  const versions = new Map<string, F[]>();
  const named: NamedFile<F>[] = [];
  for (const file of delivered) {
    const name = nameOf(file);
    const earlier = versions.get(name) ?? [];
    if (earlier.some((other) => isSame(file, other))) continue;
    versions.set(name, [...earlier, file]);
    named.push({ name: earlier.length === 0 ? name : numbered(name, earlier.length + 1), file });
  }
  return named;
}

function numbered(name: string, version: number): string {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}-${version}${name.slice(dot)}`;
}

function isSame({ lines, ...file }: SettlementFile | BankStatement, other: SettlementFile | BankStatement): boolean {
  const { lines: otherLines, ...rest } = other;
  return (
    JSON.stringify(file) === JSON.stringify(rest) &&
    lines.length === otherLines.length &&
    lines.every((line, index) => JSON.stringify(line) === JSON.stringify(otherLines[index]))
  );
}
