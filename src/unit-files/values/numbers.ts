/** Why text is not the number it should be. */
export type NumberFault = 'invalid' | 'range';

/** Digits a number may have before it is out of any range, so that garbage stays cheap. */
const DIGITS_MAX = 80;

/** Reads an integer at the start of text as C's strtoull(3) does, of any size: value and length. */
export function readInteger(
  text: string,
  base: 0 | 2 | 8 | 10 | 16,
): { readonly value: bigint; readonly length: number } | undefined {
  const [lead = '', sign] = /^[ \t\n\v\f\r]*([+-])?/.exec(text) ?? [];
  let at = lead.length;
  let radix = base === 0 ? 10 : base;
  if ((base === 0 || base === 16) && /^0[xX][0-9a-fA-F]/.test(text.slice(at, at + 3))) {
    at += 2;
    radix = 16;
  } else if (base === 0 && text[at] === '0') {
    radix = 8;
  }
  const digits = digitsOf(text, at, radix);
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '').slice(0, DIGITS_MAX);
  let value = 0n;
  for (const digit of significant) value = value * BigInt(radix) + BigInt(parseInt(digit, 16));
  return { value: sign === '-' ? -value : value, length: at + digits.length };
}

const DIGITS: Readonly<Record<number, RegExp>> = {
  2: /[01]*/y,
  8: /[0-7]*/y,
  10: /[0-9]*/y,
  16: /[0-9a-fA-F]*/y,
};

function digitsOf(text: string, at: number, radix: number): string {
  const pattern = DIGITS[radix] ?? /[0-9]*/y;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** How an integer may be written besides the C way (0x50, 0120, 0b1010, 0o120, leading blanks and +). */
export interface IntegerForm {
  /** 0: by its prefix. */
  readonly base?: 0 | 8 | 10 | 16;
  readonly sign?: false;
  readonly leadingZero?: false;
  readonly leadingBlank?: false;
}

/** Text that is one integer within bounds, inclusive. */
export function parseInteger(
  text: string,
  min: bigint,
  max: bigint,
  form: IntegerForm = {},
): bigint | NumberFault {
  if (form.leadingBlank === false && /^[ \t\n\r]/.test(text)) return 'invalid';
  let rest = text.replace(/^[ \t\n\r]+/, '');
  if (form.sign === false && /^[+-]/.test(rest)) return 'invalid';
  if (form.leadingZero === false && /^0./s.test(rest)) return 'invalid';
  let base: 0 | 2 | 8 | 10 | 16 = form.base ?? 0;
  const prefix = base === 0 ? /^0(?:([bB])|[oO])/.exec(rest) : null;
  if (prefix) {
    base = prefix[1] ? 2 : 8;
    rest = rest.slice(2);
  }
  const number = readInteger(rest, base);
  if (!number) return 'invalid';
  // Like strtoul(3), too big is noticed before what follows is.
  if (number.value > 0xffffffffffffffffn || number.value < -0xffffffffffffffffn) return 'range';
  if (number.length !== rest.length) return 'invalid';
  return number.value < min || number.value > max ? 'range' : number.value;
}

/** A C int. */
export function parseInt32(text: string): number | NumberFault {
  return narrow(parseInteger(text, -0x80000000n, 0x7fffffffn));
}

/** A C unsigned. */
export function parseUint32(text: string, form?: IntegerForm): number | NumberFault {
  return narrow(parseInteger(text, 0n, 0xffffffffn, form));
}

export function parseUint16(text: string, form?: IntegerForm): number | NumberFault {
  return narrow(parseInteger(text, 0n, 0xffffn, form));
}

export function parseUint8(text: string): number | NumberFault {
  return narrow(parseInteger(text, 0n, 0xffn));
}

export function parseUint64(text: string): bigint | NumberFault {
  return parseInteger(text, 0n, 0xffffffffffffffffn);
}

export function parseInt64(text: string): bigint | NumberFault {
  return parseInteger(text, -0x8000000000000000n, 0x7fffffffffffffffn);
}

/** File mode: octal, at most 7777. */
export function parseMode(text: string): number | NumberFault {
  return narrow(parseInteger(text, 0n, 0o7777n, { base: 8, sign: false }));
}

/** Port 1 to 65535, written in any base. */
export function parsePort(text: string): number | NumberFault {
  const port = parseUint16(text, { leadingBlank: false });
  return port === 0 ? 'invalid' : port;
}

/** `3` or `3-7`. */
export function parseRange(text: string): readonly [number, number] | NumberFault {
  const dash = text.indexOf('-');
  const first = dash < 0 ? text : text.slice(0, dash);
  const low = parseUint32(first.replace(/\\(.)/gs, '$1'));
  const high = dash < 0 ? low : parseUint32(text.slice(dash + 1));
  if (typeof low === 'string') return low;
  return typeof high === 'string' ? high : [low, high];
}

/** Parts of ten thousand: `50%`, `12.5%`, `12.34%`, `125‰`, `1250‱`. */
export function parsePermyriad(text: string): number | NumberFault {
  const scale = [
    { symbol: '‱', places: 0 },
    { symbol: '‰', places: 1 },
    { symbol: '%', places: 2 },
  ].find(({ symbol }) => text.endsWith(symbol));
  if (!scale) return 'invalid';
  const number = text.slice(0, -1);
  const dot = scale.places > 0 ? number.indexOf('.') : -1;
  const fraction = dot < 0 ? '' : number.slice(dot + 1);
  if (dot >= 0 && !(/^[0-9]+$/.test(fraction) && fraction.length <= scale.places)) return 'invalid';
  const whole = parseInt32(dot < 0 ? number : number.slice(0, dot));
  if (typeof whole === 'string') return whole;
  const value = whole * 10 ** scale.places + Number(fraction.padEnd(scale.places, '0') || 0);
  return whole < 0 || value > 0x7fffffff ? 'range' : value;
}

function narrow(value: bigint | NumberFault): number | NumberFault {
  return typeof value === 'bigint' ? Number(value) : value;
}
