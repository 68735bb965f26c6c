/**
 * Unit files as text. systemd reads bytes; here a byte that is not part of valid UTF-8 stands as a
 * lone surrogate U+DC80 to U+DCFF (0x80 to 0xFF), so that every file is a string and none is lost.
 */

const REPLACED = 0xdc00;

/** Reads the bytes of a unit file; never fails. */
export function decodeUnitFile(bytes: Uint8Array): string {
  const parts: string[] = [];
  let units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const length = sequenceLength(bytes, i, first);
    if (length === 0) {
      units.push(REPLACED + first);
      i += 1;
    } else {
      let point = length === 1 ? first : first & (0xff >> (length + 1));
      for (let k = 1; k < length; k++) point = (point << 6) | ((bytes[i + k] ?? 0) & 0x3f);
      if (point > 0xffff) {
        units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
      } else {
        units.push(point);
      }
      i += length;
    }
    if (units.length > 8000) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  parts.push(String.fromCharCode(...units));
  return parts.join('');
}

/** Bytes of the well-formed sequence at `i`, 0 when there is none (RFC 3629). */
function sequenceLength(bytes: Uint8Array, i: number, first: number): number {
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  for (let k = 1; k < length; k++) {
    if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[i + 1] ?? 0;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return overlong || outside ? 0 : length;
}

/** The bytes a text stands for: what `decodeUnitFile` was given. */
export function encodeUnitFile(text: string): Uint8Array {
  const bytes = new Uint8Array(byteLength(text));
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes[at++] = point;
    else if (point >= REPLACED + 0x80 && point <= REPLACED + 0xff) bytes[at++] = point - REPLACED;
    else {
      const length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      const lead = (0xf00 >> length) & 0xff;
      bytes[at++] = lead | (point >> (6 * (length - 1)));
      for (let k = length - 2; k >= 0; k--) bytes[at++] = 0x80 | ((point >> (6 * k)) & 0x3f);
    }
  }
  return bytes.subarray(0, at);
}

const NOT_TEXT = /[\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Whether systemd takes the text as UTF-8: it refuses noncharacters as well as broken sequences. */
export function isValidUtf8(text: string): boolean {
  return !NOT_TEXT.test(text);
}

/** Length in bytes as systemd counts them. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4;
      i += 1;
    } else bytes += unit >= REPLACED + 0x80 && unit <= REPLACED + 0xff ? 1 : 3;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
