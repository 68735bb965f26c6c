/** Whether text is Base64 as systemd decodes it: blanks anywhere, padding required and clean. */
export function isBase64(text: string): boolean {
  const plain = text.replace(/[ \t\n\r]+/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return false;
  if (plain.endsWith('==')) return /[AQgw]==$/.test(plain);
  return !plain.endsWith('=') || /[AEIMQUYcgkosw048]=$/.test(plain);
}

/** The bytes hexadecimal text stands for, blanks left out; undefined when it is not hexadecimal. */
export function hexLength(text: string): number | undefined {
  const plain = text.replace(/[ \t\n\r]+/g, '');
  return /^(?:[0-9a-fA-F]{2})*$/.test(plain) ? plain.length / 2 : undefined;
}
