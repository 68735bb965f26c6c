import { expect, test } from 'vitest';
import { answering, isQuestion, property } from '../../src/grading/unit.ts';
import type { Facts, PropertyValue } from '../../src/machine/machine.ts';

function facts(unit: string, properties: Record<string, PropertyValue>): Facts {
  return {
    units: { [unit]: properties },
    unitPatterns: {},
    listeners: [],
    processes: {},
    files: {},
  };
}

test.each<[string, PropertyValue, string]>([
  ['Accept', true, 'yes'],
  ['Accept', false, 'no'],
  ['NAccepted', 3, '3'],
  ['SubState', 'listening', 'listening'],
  ['Listen', [['Stream', '127.0.0.1:9091']], '127.0.0.1:9091 (Stream)'],
  [
    'Listen',
    [
      ['Stream', '/run/a.sock'],
      ['Datagram', '[::]:53'],
    ],
    '/run/a.sock (Stream) [::]:53 (Datagram)',
  ],
  ['Triggers', ['a.service', 'b.service'], 'a.service b.service'],
  ['InvocationID', [0, 15, 255], '000fff'],
  ['DropInPaths', [], ''],
  ['ExecStart', [['/bin/cat', ['/bin/cat', '-u'], false, 0, 0, 0, 0, 0, 0, 0]], '/bin/cat -u'],
])('%s %j is printed as systemctl show does', (name, value, text) => {
  expect(property(facts('a.socket', { [name]: value }), 'a.socket', name)).toBe(text);
});

test('a property nobody told of is empty', () => {
  expect(property(facts('a.socket', {}), 'b.socket', 'SubState')).toBe('');
});

test('an instance that is made for the question answers for a template', () => {
  const asked = answering('demo-echo@.service');
  expect(asked).toMatch(/^demo-echo@.+\.service$/);
  expect(isQuestion(asked)).toBe(true);
  expect(
    property(facts(asked, { StandardInput: 'socket' }), 'demo-echo@.service', 'StandardInput'),
  ).toBe('socket');
});

test.each([
  'demo-echo.socket',
  'demo-echo@1.service',
  'demo-echo@0-127.0.0.1:1-127.0.0.1:2.service',
])('%s answers for itself', (unit) => {
  expect(answering(unit)).toBe(unit);
  expect(isQuestion(unit)).toBe(false);
});
