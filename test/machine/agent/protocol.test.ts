import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Call,
  encodeFrame,
  encodeOpen,
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_PAYLOAD_LIMIT,
  type Frame,
  FrameDecoder,
  FrameType,
  ProtocolError,
  SYNC_FRAME,
} from '../../../src/machine/agent/protocol.ts';

const frames = fc.array(
  fc.record({
    type: fc.constantFrom(...Object.values(FrameType).filter((type) => type !== FrameType.sync)),
    channel: fc.nat({ max: 0xffffffff }),
    payload: fc.uint8Array({ maxLength: 200 }),
  }),
  { maxLength: 20 },
);

/** Bytes that hold no SYNC frame: its text has an `l`. */
const noise = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => bytes.map((b) => (b === 108 ? 0 : b)));

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
}

function encodeAll(all: readonly Frame[]): Uint8Array {
  return concatenate(all.map((f) => encodeFrame(f.type, f.channel, f.payload)));
}

/** Cuts bytes at the given places, in any order. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

function decode(chunks: readonly Uint8Array[]): Frame[] {
  const decoder = new FrameDecoder();
  return chunks.flatMap((chunk) => [...decoder.push(chunk)]);
}

const afterSync = (bytes: Uint8Array) => concatenate([SYNC_FRAME, bytes]);

describe('frames', () => {
  it('come out as they went in, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat()), (sent, places) => {
        const [sync, ...received] = decode(cut(afterSync(encodeAll(sent)), places));
        expect(sync?.type).toBe(FrameType.sync);
        expect(received).toEqual(sent);
      }),
    );
  });

  it('are found behind any noise', () => {
    fc.assert(
      fc.property(noise, frames, fc.array(fc.nat()), (before, sent, places) => {
        const bytes = concatenate([before, afterSync(encodeAll(sent))]);
        expect(decode(cut(bytes, places)).slice(1)).toEqual(sent);
      }),
    );
  });

  it('never come out of noise alone', () => {
    fc.assert(
      fc.property(noise, fc.array(fc.nat()), (bytes, places) => {
        expect(decode(cut(bytes, places))).toEqual([]);
      }),
    );
  });

  it('in step, any bytes are frames or a ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat()), (bytes, places) => {
        try {
          for (const frame of decode(cut(afterSync(bytes), places))) {
            expect(frame.payload.length).toBeLessThanOrEqual(FRAME_PAYLOAD_LIMIT);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it.each([
    ['a wrong magic', [FRAME_MAGIC + 1, FrameType.data, 1, 0, 0, 0, 0, 0, 0, 0]],
    ['an unknown type', [FRAME_MAGIC, 10, 1, 0, 0, 0, 0, 0, 0, 0]],
    ['type 0', [FRAME_MAGIC, 0, 1, 0, 0, 0, 0, 0, 0, 0]],
    ['one byte too many', [FRAME_MAGIC, FrameType.data, 1, 0, 0, 0, 1, 0, 4, 0]],
  ])('%s is refused before its payload is waited for', (_, bytes) => {
    expect(() => decode([afterSync(Uint8Array.from(bytes))])).toThrow(ProtocolError);
  });

  it('of the largest size pass', () => {
    const payload = new Uint8Array(FRAME_PAYLOAD_LIMIT).fill(7);
    const bytes = afterSync(encodeFrame(FrameType.data, 1, payload));
    expect(bytes.length).toBe(SYNC_FRAME.length + FRAME_HEADER_BYTES + FRAME_PAYLOAD_LIMIT);
    expect(decode(cut(bytes, [1000, 70_000]))[1]?.payload).toEqual(payload);
  });
});

describe('requests', () => {
  it('carry their fields as tag, text, NUL', () => {
    const payload = encodeOpen(Call.exec, [
      ['a', 'écho'],
      ['n', ''],
    ]);
    expect(new TextDecoder().decode(payload)).toBe('xaécho\0n\0');
  });

  it('cannot carry NUL or more than a frame', () => {
    expect(encodeOpen(Call.exec, [['a', 'a\0b']])).toBeUndefined();
    expect(encodeOpen(Call.exec, [['a', 'x'.repeat(FRAME_PAYLOAD_LIMIT)]])).toBeUndefined();
  });
});
