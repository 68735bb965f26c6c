/** Dates and numbers as the statistics page writes them. */

const DAY = 86_400_000;
const date = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
const short = date({ day: 'numeric', month: 'short' });
const long = date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const month = date({ month: 'short', year: '2-digit' });
const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A day that is `ahead` days from `today`, which is a date as `2026-11-28`. */
export function shortDay(today: string, ahead: number): string {
  return short.format(Date.parse(today) + ahead * DAY);
}

export function longDay(today: string, ahead: number): string {
  return long.format(Date.parse(today) + ahead * DAY);
}

/** `2026-11` as `Nov 26`. */
export function shortMonth(name: string): string {
  return month.format(Date.parse(`${name}-01`));
}

/** 0 on Monday to 6 on Sunday. */
export function weekday(today: string, ahead: number): number {
  return (new Date(Date.parse(today) + ahead * DAY).getUTCDay() + 6) % 7;
}

export const count = (value: number): string => digits.format(value);

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

export function things(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `40 s`, `12 min`, `3 h 20 min`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest ? `${Math.floor(minutes / 60)} h ${rest} min` : `${minutes / 60} h`;
}
