/** For people: `16.5 MB`, `0.1 MB`. Megabytes are 10^6 bytes, as browsers and phones count them. */
export function inMegabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} MB`;
}
