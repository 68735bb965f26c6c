import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demultiplex } from '../../../sandbox/engines/container/agent-exec.ts';

const frame = (stream: number, payload: Uint8Array): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
};

async function* inPieces(data: Buffer, sizes: readonly number[]) {
  let at = 0;
  for (let piece = 0; at < data.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? 1;
    yield data.subarray(at, at + size);
    at += size;
  }
}

async function read(source: AsyncIterable<Uint8Array>) {
  let stderr = '';
  const chunks: Uint8Array[] = [];
  for await (const chunk of demultiplex(source, (text) => (stderr += text))) chunks.push(chunk);
  return { stdout: Buffer.concat(chunks), stderr };
}

describe('the multiplexed stream of an exec', () => {
  test('comes apart into its streams, however it was cut', async () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })));
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (parts, cuts) => {
        const ascii = parts.map(
          ([stream, data]) => [stream, data.map((byte) => byte & 0x7f)] as const,
        );
        const whole = Buffer.concat(ascii.map(([stream, data]) => frame(stream, data)));
        const payload = (wanted: number) =>
          Buffer.concat(ascii.filter(([stream]) => stream === wanted).map(([, data]) => data));
        const { stdout, stderr } = await read(inPieces(whole, cuts));
        expect(stdout).toEqual(payload(1));
        expect(stderr).toBe(payload(2).toString());
      }),
    );
  });

  test.each([
    { what: 'plain text', data: Buffer.from('HTTP/1.1 500 Internal Server Error\r\n') },
    { what: 'an absurd length', data: frame(1, Buffer.alloc(0)).fill(0xff, 4, 8) },
  ])('$what is refused', async ({ data }) => {
    await expect(read(inPieces(data, [64]))).rejects.toThrow('no multiplexed stream');
  });
});
