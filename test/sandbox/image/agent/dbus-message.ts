/** D-Bus messages written by the specification, independently of the agent's reader. */

/** A value with its type, as a signature has it. */
export type Typed =
  | { readonly type: 'y' | 'n' | 'q' | 'i' | 'u'; readonly value: number }
  | { readonly type: 'b'; readonly value: boolean }
  | { readonly type: 'x' | 't'; readonly value: bigint }
  | { readonly type: 'd'; readonly value: number }
  | { readonly type: 's' | 'o' | 'g'; readonly value: string }
  | { readonly type: 'v'; readonly value: Typed }
  | { readonly type: 'a'; readonly element: string; readonly value: readonly Typed[] }
  | { readonly type: '('; readonly value: readonly Typed[] }
  | { readonly type: '{'; readonly key: Typed; readonly value: Typed };

export function signatureOf(typed: Typed): string {
  switch (typed.type) {
    case 'a':
      return `a${typed.element}`;
    case '(':
      return `(${typed.value.map(signatureOf).join('')})`;
    case '{':
      return `{${signatureOf(typed.key)}${signatureOf(typed.value)}}`;
    default:
      return typed.type;
  }
}

function alignmentOf(signature: string): number {
  switch (signature[0]) {
    case 'y':
    case 'g':
    case 'v':
      return 1;
    case 'n':
    case 'q':
      return 2;
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8;
    default:
      return 4;
  }
}

/** Little-endian bytes, padded as the type asks. */
class Writer {
  readonly bytes: number[] = [];

  pad(alignment: number): void {
    while (this.bytes.length % alignment !== 0) this.bytes.push(0);
  }

  number(size: 1 | 2 | 4 | 8, value: number | bigint): void {
    this.pad(size);
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true);
    this.bytes.push(...new Uint8Array(view.buffer, 0, size));
  }

  double(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    this.number(8, view.getBigUint64(0, true));
  }

  string(text: string, lengthSize: 1 | 4): void {
    const utf8 = new TextEncoder().encode(text);
    this.number(lengthSize, utf8.length);
    this.bytes.push(...utf8, 0);
  }

  value(typed: Typed): void {
    switch (typed.type) {
      case 'y':
        this.number(1, typed.value);
        break;
      case 'n':
      case 'q':
        this.number(2, typed.value);
        break;
      case 'i':
      case 'u':
        this.number(4, typed.value);
        break;
      case 'b':
        this.number(4, typed.value ? 1 : 0);
        break;
      case 'x':
      case 't':
        this.number(8, typed.value);
        break;
      case 'd':
        this.double(typed.value);
        break;
      case 's':
      case 'o':
        this.string(typed.value, 4);
        break;
      case 'g':
        this.string(typed.value, 1);
        break;
      case 'v':
        this.string(signatureOf(typed.value), 1);
        this.value(typed.value);
        break;
      case 'a':
        this.array(typed.element, typed.value);
        break;
      case '(':
        this.pad(8);
        for (const each of typed.value) this.value(each);
        break;
      case '{':
        this.pad(8);
        this.value(typed.key);
        this.value(typed.value);
        break;
    }
  }

  array(element: string, items: readonly Typed[]): void {
    this.number(4, 0);
    const length = this.bytes.length - 4;
    this.pad(alignmentOf(element));
    const start = this.bytes.length;
    for (const item of items) this.value(item);
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, this.bytes.length - start, true);
    this.bytes.splice(length, 4, ...new Uint8Array(view.buffer));
  }
}

/** A reply that carries the given values. */
export function encodeReply(values: readonly Typed[]): Uint8Array {
  const body = new Writer();
  for (const value of values) body.value(value);
  const message = new Writer();
  message.bytes.push('l'.charCodeAt(0), 2, 0, 1);
  message.number(4, body.bytes.length);
  message.number(4, 7);
  const variant = (code: number, value: Typed): Typed => ({
    type: '(',
    value: [
      { type: 'y', value: code },
      { type: 'v', value },
    ],
  });
  message.array('(yv)', [
    variant(5, { type: 'u', value: 3 }),
    variant(7, { type: 's', value: 'org.freedesktop.systemd1' }),
    variant(8, { type: 'g', value: values.map(signatureOf).join('') }),
  ]);
  message.pad(8);
  return Uint8Array.from([...message.bytes, ...body.bytes]);
}

/** What the agent is to make of a value: see PropertyValue. */
export function expectedJson(typed: Typed): unknown {
  switch (typed.type) {
    case 'x':
    case 't': {
      const magnitude = typed.value < 0n ? -typed.value : typed.value;
      return magnitude > 2n ** 53n ? String(typed.value) : Number(typed.value);
    }
    case 'd':
      if (Number.isNaN(typed.value)) return 'nan';
      if (!Number.isFinite(typed.value)) return typed.value > 0 ? 'inf' : '-inf';
      return typed.value;
    case 'v':
      return expectedJson(typed.value);
    case 'a':
      return expectedArray(typed.element, typed.value);
    case '(':
      return typed.value.map(expectedJson);
    case '{':
      return [expectedJson(typed.key), expectedJson(typed.value)];
    default:
      return typed.value;
  }
}

function expectedArray(element: string, items: readonly Typed[]): unknown {
  if (element === 'y') {
    return items.map(({ value }) => Number(value).toString(16).padStart(2, '0')).join('');
  }
  const entries = items.map(expectedJson);
  if (/^\{[so]/.test(element)) return Object.fromEntries(entries as [string, unknown][]);
  return entries;
}
