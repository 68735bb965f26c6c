import type { Condition, FileCondition } from '../schemas/condition.ts';

/** A condition's value as `systemctl show` would print it: `true` is `yes`. */
function printed(value: string | number | boolean): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return String(value);
}

/** Whether an observed value meets a condition. */
export function holds(condition: Condition, value: string): boolean {
  if (typeof condition !== 'object') return value === printed(condition);
  if ('not' in condition) return value !== printed(condition.not);
  if ('oneOf' in condition) return condition.oneOf.some((one) => value === printed(one));
  if ('contains' in condition) return value.includes(condition.contains);
  if ('matches' in condition) return new RegExp(condition.matches, 'mu').test(value);
  if (value.trim() === '') return false;
  const number = Number(value);
  if ('atLeast' in condition) return number >= condition.atLeast;
  return number <= condition.atMost;
}

/** Whether a file meets a condition; null is a file that is not there. */
export function fileHolds(condition: FileCondition, content: string | null): boolean {
  if (typeof condition === 'object' && 'exists' in condition) {
    return condition.exists === (content !== null);
  }
  return content !== null && holds(condition, content);
}

/** The condition in words that follow a name: `=listening`, ` is not masked`. */
export function inWords(condition: FileCondition): string {
  if (typeof condition !== 'object') return `=${printed(condition)}`;
  if ('exists' in condition) return condition.exists ? ' exists' : ' does not exist';
  if ('not' in condition) return ` is not ${printed(condition.not)}`;
  if ('oneOf' in condition) return ` is ${condition.oneOf.map(printed).join(' or ')}`;
  if ('contains' in condition) return ` contains ${condition.contains}`;
  if ('matches' in condition) return ` matches /${condition.matches}/`;
  if ('atLeast' in condition) return ` is at least ${condition.atLeast}`;
  return ` is at most ${condition.atMost}`;
}

/** Puts a nonce in place of `<nonce>`, in texts and regular expressions alike. */
export function withNonce(condition: Condition, nonce: string): Condition {
  if (typeof condition === 'string') return fill(condition, nonce);
  if (typeof condition !== 'object') return condition;
  if ('contains' in condition) return { contains: fill(condition.contains, nonce) };
  if ('matches' in condition) return { matches: fill(condition.matches, nonce) };
  return condition;
}

export function fill(text: string, nonce: string): string {
  return text.replaceAll('<nonce>', nonce);
}
