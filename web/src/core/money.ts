/** Money as a person reads it; amounts are whole micro-dollars. */

/** `Free`, `$0.04`, `$1.20`, `$0.0035`: rounded up, so that never less is said than is paid. */
export function formatMoney(micro: number): string {
  if (micro === 0) return 'Free';
  // Below ten cents a cent is too coarse: four places there, without zeros beyond two.
  const places = Math.abs(micro) < 100_000 ? 4 : 2;
  const unit = 10 ** (6 - places);
  const rounded = (Math.ceil(micro / unit) * unit) / 1_000_000;
  return `$${rounded.toFixed(places).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

/** The price of several steps, of which some have none that is known. */
export function formatPrice(micro: number, unpriced: number): string {
  if (unpriced === 0) return formatMoney(micro);
  return micro === 0 ? 'price unknown' : `${formatMoney(micro)} and more`;
}
