/** Numbers and lists as people read them in English, the same on every machine. */

/** `12,345`, `-7`; a dash for what is not a number. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const [whole = '', decimals] = Math.abs(value).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** In full below a bound, such as `99,999`, then with a letter, such as `1.25M`: for places with little room. */
export function briefCount(value: number, below = 100_000): string {
  return Math.abs(value) < below ? count(value) : abbreviated(value);
}

const magnitudes = [
  { from: 1e12, letter: 'T' },
  { from: 1e9, letter: 'B' },
  { from: 1e6, letter: 'M' },
  { from: 1e3, letter: 'k' },
] as const;

/** At most two decimals and a letter: `950`, `1.25k`, `20M`. */
export function abbreviated(value: number): string {
  const unit = magnitudes.find(({ from }) => Math.abs(value) >= from);
  return `${count(Number((value / (unit?.from ?? 1)).toFixed(2)))}${unit?.letter ?? ''}`;
}

/** `1 order`, `2,000 orders`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `once`, `twice`, `7 times`. */
export function times(value: number): string {
  if (value === 1) return 'once';
  return value === 2 ? 'twice' : `${count(value)} times`;
}

/** One decimal, and never all or nothing when it is not: `97.4%`, `<0.1%`, `>99.9%`; undefined of nothing. */
export function percentage(part: number, whole: number): string | undefined {
  if (!(whole > 0)) return undefined;
  if (part === 0 || part === whole) return part === 0 ? '0%' : '100%';
  const share = ((100 * part) / whole).toFixed(1);
  if (share === '0.0') return '<0.1%';
  return share === '100.0' ? '>99.9%' : `${share}%`;
}

/** Parts per million, exactly: 987,500 is `98.75%`. */
export function partsPerMillion(value: number): string {
  return `${count(Number((value / 10_000).toFixed(4)))}%`;
}

/** Parts per million to a tenth of a percent, the rest cut off: all is said of no less. 703,873 is `70.3%`. */
export function tenthsOfPercent(value: number): string {
  return partsPerMillion(Math.floor(value / 1_000) * 1_000);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
