/** The two descriptions of the protocol, in C and in TypeScript, hold the same values. */
import { describe, expect, it } from 'vitest';
import {
  Call,
  CHANNEL_LIMIT,
  DATA_CHUNK,
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_PAYLOAD_LIMIT,
  FrameType,
  PROTOCOL_VERSION,
  STREAM_WINDOW,
  StreamId,
  SYNC_TEXT,
} from '../../../../src/machine/agent/protocol.ts';
import { agentSource } from './compile.ts';

const numbers = {
  PROTOCOL_VERSION,
  FRAME_MAGIC,
  FRAME_HEADER_BYTES,
  FRAME_PAYLOAD_LIMIT,
  STREAM_WINDOW,
  DATA_CHUNK,
  CHANNEL_LIMIT,
};

const header = agentSource('protocol.h');

/** A `#define`, computed: products of decimal or hexadecimal numbers. */
function defined(name: string): number {
  const text = new RegExp(`#define ${name} (.+)`).exec(header)?.[1] ?? '';
  return text
    .replaceAll(/[()]/g, '')
    .split('*')
    .reduce((product, factor) => product * Number(factor), 1);
}

describe('protocol.h', () => {
  it.each(Object.entries(numbers))('%s', (name, value) => {
    expect(defined(name)).toBe(value);
  });

  it('SYNC_TEXT', () => {
    expect(header).toContain(`#define SYNC_TEXT ${JSON.stringify(SYNC_TEXT)}`);
  });

  it.each([
    ['FRAME', FrameType],
    ['STREAM', StreamId],
    ['CALL', Call],
  ] as const)('the values of %s', (prefix, values) => {
    const inC = [...header.matchAll(new RegExp(`\\b${prefix}_([A-Z]+) = '?(\\w)'?`, 'g'))].map(
      ([, name = '', value = '']) => [name.toLowerCase(), /\d/.test(value) ? Number(value) : value],
    );
    expect(Object.fromEntries(inC)).toEqual(values);
  });
});
