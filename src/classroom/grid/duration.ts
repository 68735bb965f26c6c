const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A time that passed, as a grid says it: `now`, `4 min`, `2 h 5 min`. Clocks that disagree say `now`. */
export function duration(ms: number): string {
  if (!(ms >= MINUTE)) return 'now';
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const hours = Math.floor(ms / HOUR);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** The same beside a word that needs a figure: `under 1 min` where {@link duration} says `now`. */
export function atLeast(ms: number): string {
  return ms >= MINUTE ? duration(ms) : 'under 1 min';
}

/** Time of day in the reader's own zone: `10:41`. */
export const timeOfDay = (at: number): string => new Date(at).toTimeString().slice(0, 5);
