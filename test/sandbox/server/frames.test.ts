import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { onFrames } from '../../../sandbox/http/sockets.ts';
import { settled } from '../clock.ts';

const RATE = { burst: 10, perSecond: 1 };

/** Either state of a connection, without one. */
function connection(readyState: number) {
  const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
  const socket = Object.assign(new EventEmitter(), states, { readyState, ping: () => {} });
  let closed = 0;
  onFrames(socket as unknown as WebSocket, RATE, {
    text: () => {},
    closed: () => {
      closed += 1;
    },
  });
  return { socket, closed: () => closed };
}

test('the end of a connection is told once', async () => {
  const { socket, closed } = connection(1);
  await settled();
  expect(closed()).toBe(0);
  socket.emit('close');
  expect(closed()).toBe(1);
});

test('one that was over before anybody listened is told of all the same', async () => {
  const { closed } = connection(3);
  expect(closed()).toBe(0);
  await settled();
  expect(closed()).toBe(1);
});
