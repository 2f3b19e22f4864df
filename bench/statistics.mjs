/** Medians, and how far apart the values are. */

export function median(values) {
  return quantile(values, 0.5);
}

/** Between the two nearest values, in proportion. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below + (above - below) * (place - Math.floor(place));
}
