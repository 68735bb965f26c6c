/** A learner and two instructors type into one file at once, over connections that break. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EditorGuest } from '../../../src/classroom/editor/guest.ts';
import { EditorHost, type GuestCaret } from '../../../src/classroom/editor/host.ts';
import { replacement } from '../../../src/classroom/editor/operation.ts';
import {
  type GuestMessage,
  type HostMessage,
  MAX_SHARED_LENGTH,
} from '../../../src/schemas/classroom/editor.ts';

const FILE = '/etc/systemd/system/echo.socket';
const NAMES = ['ines', 'ivo'] as const;
type Name = (typeof NAMES)[number];

/** The three of them, and what is on its way between them. */
class Room {
  text: string;
  carets: readonly GuestCaret[] = [];
  readonly host: EditorHost;
  readonly guests = new Map<Name, EditorGuest>();
  readonly screens = new Map<Name, string>();
  readonly hostCarets = new Map<Name, number>();
  private readonly toGuest = new Map<Name, HostMessage[]>();
  private readonly toHost = new Map<Name, GuestMessage[]>();
  /** Signs are never used twice, so that it can be told what became of each. */
  private signs = 0;
  readonly written = new Set<string>();
  readonly removed = new Set<string>();

  constructor(length: number) {
    this.text = this.newSigns(length);
    this.host = new EditorHost({
      files: () => [{ path: FILE, text: this.text }],
      put: (_path, text) => {
        this.text = text;
      },
      send: (message) => {
        for (const name of NAMES) {
          if (message.t === 'file' && message.to !== name) continue;
          this.toGuest.get(name)?.push(structuredClone(message));
        }
      },
      draw: (carets) => {
        this.carets = carets;
      },
    });
    for (const name of NAMES) {
      this.toGuest.set(name, []);
      this.toHost.set(name, []);
      const guest: EditorGuest = new EditorGuest({
        send: (message) => void this.toHost.get(name)?.push(structuredClone(message)),
        opened: (_path, text) => void this.screens.set(name, text ?? 'too large'),
        changed: () => void this.screens.set(name, guest.text(FILE) ?? ''),
        caret: ({ head }) => void this.hostCarets.set(name, head),
        here: () => {},
      });
      this.guests.set(name, guest);
      this.come(name);
      this.settle();
    }
  }

  hostTypes(from: number, to: number, signs: number): void {
    const [start, end] = this.span(this.text, from, to);
    this.text = this.text.slice(0, start) + this.newSigns(signs) + this.text.slice(end);
    this.host.follow();
  }

  guestTypes(name: Name, from: number, to: number, signs: number): void {
    const screen = this.screens.get(name) ?? '';
    const [start, end] = this.span(screen, from, to);
    const edit = replacement(screen.length, { start, end, text: this.newSigns(signs) });
    this.guests.get(name)?.type(FILE, edit);
    this.screens.set(name, this.guests.get(name)?.text(FILE) ?? '');
  }

  /** One message arrives. */
  pass(name: Name, way: 'in' | 'out'): boolean {
    if (way === 'out') {
      const message = this.toHost.get(name)?.shift();
      if (message) this.host.receive({ t: 'from', guest: name, message });
      return message !== undefined;
    }
    const message = this.toGuest.get(name)?.shift();
    if (message) this.guests.get(name)?.receive({ t: 'says', message });
    return message !== undefined;
  }

  settle(): void {
    const all = () => NAMES.flatMap((name) => [this.pass(name, 'in'), this.pass(name, 'out')]);
    while (all().includes(true)) {}
  }

  /** What was on its way is gone, and the guest is there again. */
  breaks(name: Name): void {
    this.toGuest.set(name, []);
    this.toHost.set(name, []);
    this.host.receive({ t: 'gone', guest: name });
    this.come(name);
  }

  private come(name: Name): void {
    this.guests.get(name)?.receive({ t: 'host', here: true, you: name });
    this.host.receive({ t: 'come', guest: name, name });
  }

  private span(text: string, from: number, to: number): readonly [number, number] {
    const places = [from, to].map((part) => Math.floor(part * (text.length + 1)));
    const [start, end] = [Math.min(...places), Math.min(text.length, Math.max(...places))];
    for (const sign of text.slice(start, end)) this.removed.add(sign);
    return [start, end];
  }

  private newSigns(count: number): string {
    const signs = Array.from({ length: count }, (_, at) =>
      String.fromCharCode(0x4e00 + this.signs + at),
    );
    this.signs += count;
    for (const sign of signs) this.written.add(sign);
    return signs.join('');
  }
}

const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const typing = fc.record({ from: part, to: part, signs: fc.nat(3) });
const name = fc.constantFrom(...NAMES);
const orderly = fc.oneof(
  typing.map((edit) => (room: Room) => room.hostTypes(edit.from, edit.to, edit.signs)),
  fc.tuple(name, typing).map(
    ([who, edit]) =>
      (room: Room) =>
        room.guestTypes(who, edit.from, edit.to, edit.signs),
  ),
  fc.tuple(name, fc.constantFrom('in' as const, 'out' as const)).map(
    ([who, way]) =>
      (room: Room) =>
        void room.pass(who, way),
  ),
);
const breaking = fc.oneof(
  { weight: 6, arbitrary: orderly },
  { weight: 1, arbitrary: name.map((who) => (room: Room) => room.breaks(who)) },
);

function played(length: number, steps: readonly ((room: Room) => void)[]): Room {
  const room = new Room(length);
  for (const step of steps) step(room);
  room.settle();
  return room;
}

function expectOneText(room: Room): void {
  for (const who of NAMES) {
    expect(room.screens.get(who)).toBe(room.text);
    expect(room.guests.get(who)?.calm).toBe(true);
  }
}

/** What somebody wrote and nobody removed. */
const stays = ({ written, removed }: Room) => [...written].filter((sign) => !removed.has(sign));

const sorted = (signs: Iterable<string>) => [...signs].sort().join('');

describe('whoever types into the file at once', () => {
  test('everybody has the same text in the end: all that was written and not removed, once', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.array(orderly, { maxLength: 60 }), (length, steps) => {
        const room = played(length, steps);
        expectOneText(room);
        expect(sorted(room.text)).toBe(sorted(stays(room)));
      }),
      { numRuns: 400 },
    );
  });

  test('over connections that break nothing is lost or doubled either', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.array(breaking, { maxLength: 60 }), (length, steps) => {
        const room = played(length, steps);
        expectOneText(room);
        const left = new Set(room.text);
        expect(left.size).toBe(room.text.length);
        expect(sorted(stays(room).filter((sign) => !left.has(sign)))).toBe('');
      }),
      { numRuns: 400 },
    );
  });
});

describe('cursors', () => {
  test('of guests move with the text, and go with them', () => {
    const room = new Room(6);
    room.guests.get('ines')?.at({ path: FILE, anchor: 2, head: 4 });
    room.settle();
    expect(room.carets).toEqual([{ name: 'ines', path: FILE, anchor: 2, head: 4 }]);
    room.hostTypes(0, 0, 3);
    expect(room.carets).toMatchObject([{ anchor: 5, head: 7 }]);
    room.host.receive({ t: 'gone', guest: 'ines' });
    expect(room.carets).toEqual([]);
  });

  test('of the learner stand beside what a guest has typed before them', () => {
    const room = new Room(6);
    room.guestTypes('ines', 0, 0, 3);
    room.host.at({ path: FILE, anchor: 4, head: 4 });
    room.pass('ines', 'in');
    expect(room.hostCarets.get('ines')).toBe(7);
    room.settle();
    expect(room.hostCarets.get('ivo')).toBe(4);
  });
});

describe('what cannot be shared', () => {
  test('a file that grows too large is shown as that until it is smaller', () => {
    const room = new Room(3);
    const { text } = room;
    room.text = 'x'.repeat(MAX_SHARED_LENGTH + 1);
    room.host.follow();
    room.settle();
    expect(room.screens.get('ines')).toBe('too large');
    room.text = text;
    room.host.follow();
    room.settle();
    expect(room.screens.get('ines')).toBe(text);
  });

  test('what a guest puts in beyond the limit is taken back, the learner loses nothing', () => {
    const room = new Room(3);
    const edit = replacement(3, { start: 1, end: 1, text: 'y'.repeat(MAX_SHARED_LENGTH) });
    room.guests.get('ines')?.type(FILE, edit);
    room.hostTypes(0.99, 0.99, 2);
    room.settle();
    expectOneText(room);
    expect(sorted(room.text)).toBe(sorted(room.written));
  });

  test('edits that are made up change nothing, and the guest is shown the file anew', () => {
    const room = new Room(3);
    const { text } = room;
    for (const [base, edit] of [
      [99, ['x']],
      [-1, ['x']],
      [0, [50, 'x']],
      [0, [-9]],
    ] as const) {
      room.host.receive({
        t: 'from',
        guest: 'ines',
        message: { t: 'edit', path: FILE, base, number: 1, edit: [...edit] },
      });
    }
    room.settle();
    expect(room.text).toBe(text);
    expectOneText(room);
  });
});
