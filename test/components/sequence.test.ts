import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutSequence, type Mark } from '../../src/components/sequence/layout.ts';
import {
  type Beat,
  describe as inWords,
  type Sequence,
} from '../../src/components/sequence/sequence.ts';
import { wrapText } from '../../src/components/sequence/wrap.ts';

const lanes = [
  { id: 'client', name: 'Client', detail: 'nc' },
  { id: 'socket', name: 'Socket', detail: 'demo-echo.socket' },
  { id: 'systemd', name: 'systemd', detail: 'PID 1' },
  { id: 'service', name: 'Service', detail: 'demo-echo@0-…' },
];
const sequence = (...beats: Beat[]): Sequence => ({ title: 'Echo', lanes, beats });
const message = (from: string, to: string, text = 'hello'): Beat => ({
  kind: 'message',
  from,
  to,
  text,
});

const lane = fc.constantFrom(...lanes.map(({ id }) => id));
const words = fc.lorem({ maxCount: 8 });
const beat: fc.Arbitrary<Beat> = fc.oneof(
  fc.record({ kind: fc.constant('message' as const), from: lane, to: lane, text: words }),
  fc.record({ kind: fc.constant('note' as const), lane, text: words }),
  fc.record({ kind: fc.constant('phase' as const), text: words }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'end' as const), lane }),
);
const story = fc.array(beat, { maxLength: 15 }).map((beats) => sequence(...beats));

const bottom = (mark: Mark) =>
  mark.kind === 'message' ? mark.y : mark.kind === 'note' ? mark.top + mark.height : mark.y;
const top = (mark: Mark) =>
  mark.kind === 'note' ? mark.top : mark.kind === 'phase' ? mark.y : mark.label.y - 13;

describe('a sequence on its canvas', () => {
  test.each([320, 536])(
    '%d px wide, everything lies on it and nothing on something else',
    (width) => {
      fc.assert(
        fc.property(story, (told) => {
          const { marks, bars, height } = layoutSequence(told, width);
          for (const [index, mark] of marks.entries()) {
            expect(mark.label.x).toBeGreaterThanOrEqual(0);
            expect(mark.label.x + mark.label.width).toBeLessThanOrEqual(width);
            expect(bottom(mark)).toBeLessThanOrEqual(height);
            const above = marks[index - 1];
            if (above) expect(top(mark)).toBeGreaterThan(bottom(above));
          }
          for (const bar of bars) {
            expect(bar.bottom).toBeGreaterThanOrEqual(bar.top);
            expect(bar.bottom).toBeLessThanOrEqual(height);
          }
        }),
      );
    },
  );

  test('messages are numbered, other beats are not', () => {
    const { marks } = layoutSequence(
      sequence(
        { kind: 'phase', text: 'Boot' },
        message('client', 'socket'),
        { kind: 'note', lane: 'systemd', text: 'accept' },
        message('systemd', 'service'),
      ),
      536,
    );
    expect(marks.map((mark) => (mark.kind === 'message' ? mark.number : mark.kind))).toEqual([
      'phase',
      1,
      'note',
      2,
    ]);
  });

  test('an arrow ends at the edge of a bar, not in it', () => {
    const { marks, bars } = layoutSequence(
      sequence({ kind: 'begin', lane: 'socket' }, message('client', 'socket')),
      536,
    );
    const [arrow, bar] = [marks[0], bars[0]];
    if (arrow?.kind !== 'message' || !bar) throw new Error('no arrow or no bar');
    expect(arrow.to).toBeLessThanOrEqual(bar.left);
    expect(arrow.from).toBeLessThan(arrow.to);
  });

  test('a bar lasts from begin to end, or to the end of the drawing', () => {
    const { bars, height } = layoutSequence(
      sequence(
        { kind: 'begin', lane: 'socket' },
        { kind: 'begin', lane: 'service' },
        message('client', 'service'),
        { kind: 'end', lane: 'service' },
        message('client', 'socket'),
      ),
      536,
    );
    const [service, socket] = bars;
    expect([service?.lane, socket?.lane]).toEqual(['service', 'socket']);
    expect(service?.bottom).toBeLessThan(socket?.bottom ?? 0);
    expect(height - (socket?.bottom ?? 0)).toBeLessThanOrEqual(2);
  });

  test('details are left out where lanes are narrow', () => {
    const details = (width: number) =>
      layoutSequence(sequence(), width).lanes.map(({ detail }) => detail);
    expect(details(536)).toEqual(lanes.map(({ detail }) => detail));
    expect(details(320)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('a lane nobody declared is named in the error', () => {
    expect(() => layoutSequence(sequence(message('client', 'kernel')), 536)).toThrow(/kernel/);
  });
});

test('words tell the same story', () => {
  expect(
    inWords(
      sequence(
        { kind: 'phase', text: 'A client connects' },
        message('client', 'socket', 'connect'),
        { kind: 'begin', lane: 'service' },
        { kind: 'note', lane: 'socket', text: 'still listening' },
        message('service', 'client', 'the same line'),
      ),
    ),
  ).toBe(
    'A client connects. 1: Client to Socket: connect. Socket: still listening. ' +
      '2: Service to Client: the same line.',
  );
});

test('wrapping keeps every word, in order', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 20 }), fc.integer({ min: 10, max: 400 }), (text, width) => {
      expect(wrapText(text, 13, width).join(' ')).toBe(text);
    }),
  );
});
