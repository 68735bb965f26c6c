import { expect, test } from 'vitest';
import { assignedBy, readingsOf } from '../../src/course/readings.ts';

test.each([
  ['Socket.Accept', 'boolean'],
  ['Socket.TimeoutSec', 'time'],
  ['Service.TimeoutStopSec', 'time'],
  ['Socket.ListenStream', undefined],
  ['Service.Accept', undefined],
  ['Accept', undefined],
])('systemd reads %s as %s', (name, reading) => {
  expect(readingsOf([name])[name]).toBe(reading);
});
test('the names of what lines assign', () => {
  expect(
    assignedBy('Socket', ['Accept=yes', 'nonsense', '# Backlog=1', 'ListenStream = 1']),
  ).toEqual(['Socket.Accept', 'Socket.ListenStream']);
});
