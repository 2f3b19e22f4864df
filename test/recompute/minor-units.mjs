/** Decimals of major units, as the nights' files have them, read as integer minor units. */

/** ISO 4217: the currencies that do not have two decimals. */
const decimals = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3])),
};

export function decimalsOf(currency) {
  return decimals[currency] ?? 2;
}

/** `-12.34` in EUR is -1234; anything but a plain decimal with the currency's own decimals is refused. */
export function minorUnits(text, currency) {
  const places = decimalsOf(currency);
  const written = places === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${places}}$`);
  if (!written.test(text)) throw new Error(`"${text}" is not an amount in ${currency}`);
  return Number(text.replace('.', ''));
}
