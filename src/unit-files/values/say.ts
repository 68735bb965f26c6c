import type { Complaint, Part } from './value.ts';

const SHOWN = 60;

/** A piece of a unit file inside a sentence. */
export function quoted(text: string): string {
  return `“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`;
}

/** “x” is not a WHAT. */
export function notA(id: string, what: string, text: string, part?: Part): Complaint {
  const message =
    text === '' ? `The value is empty; it has to be ${what}.` : `${quoted(text)} is not ${what}.`;
  return part ? { id, message, part } : { id, message };
}

/** The complaint with another second sentence. */
export function saying(complaint: Complaint, detail: string): Complaint {
  return { ...complaint, detail };
}

export const IGNORED_PART = 'systemd ignores this part of the line.';
export const REFUSED = 'systemd does not load the unit.';
