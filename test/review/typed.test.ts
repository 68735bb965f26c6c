import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TypedTask } from '../../src/review/served.ts';
import { compareTyped, suggestedGrade } from '../../src/review/typed.ts';

const unit = (section: string, answer: string, ...accept: string[]): TypedTask => ({
  language: 'unit',
  section,
  answer,
  accept,
  readings: { 'Socket.Accept': 'boolean', 'Service.TimeoutStopSec': 'time' },
});
const command = (answer: string, ...accept: string[]): TypedTask => ({
  language: 'command',
  section: 'Unit',
  answer,
  accept,
  readings: {},
});

describe('a typed line', () => {
  test.each([
    [unit('Socket', 'Accept=yes'), 'Accept=yes', 'same'],
    [unit('Socket', 'Accept=yes'), '  Accept = on  ', 'equivalent'],
    [unit('Socket', 'Accept=yes'), 'Accept=TRUE', 'equivalent'],
    [unit('Socket', 'Accept=yes'), 'accept=yes', 'different'],
    [unit('Socket', 'Accept=yes'), 'Accept=no', 'different'],
    [unit('Socket', 'Accept=yes'), 'Accept=yes # always', 'different'],
    [unit('Socket', 'Accept=yes'), 'Accept', 'different'],
    [unit('Socket', 'Accept=yes'), '   ', 'empty'],
    [unit('Service', 'TimeoutStopSec=5min'), 'TimeoutStopSec=300', 'equivalent'],
    [unit('Service', 'TimeoutStopSec=5min'), 'TimeoutStopSec=300ms', 'different'],
    [unit('Socket', 'ListenStream=127.0.0.1:7777'), 'ListenStream= 127.0.0.1:7777', 'equivalent'],
    [
      unit('Socket', 'ListenStream=7777', 'ListenStream=[::]:7777'),
      'ListenStream=[::]:7777',
      'same',
    ],
    [command('systemctl cat a.socket'), 'systemctl   cat  a.socket', 'equivalent'],
    [command('systemctl cat a.socket'), '$ sudo systemctl cat "a.socket"', 'equivalent'],
    [command('systemctl cat a.socket'), 'systemctl cat b.socket', 'different'],
    [command("printf 'a b'"), 'printf "a b"', 'equivalent'],
    [command("printf 'a b'"), 'printf a b', 'different'],
  ] as const)('%j: %s is %s', (task, line, verdict) => {
    const found = compareTyped(task, line);
    expect(found.verdict).toBe(verdict);
    expect(suggestedGrade(found)).toBe(verdict === 'same' || verdict === 'equivalent' ? 3 : 1);
  });

  test('shows what is wrong and what was missing', () => {
    const { typed, answer } = compareTyped(unit('Socket', 'Accept=yes'), 'Accept=no');
    expect(typed.filter(({ ok }) => !ok)).toEqual([{ text: 'no', ok: false }]);
    expect(answer.filter(({ ok }) => !ok)).toEqual([{ text: 'yes', ok: false }]);
  });

  test('differences join to the lines again, and their common pieces are alike', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (line, answer) => {
        const found = compareTyped(command(answer), line);
        expect(found.answer.map(({ text }) => text).join('')).toBe(answer);
        if (found.verdict !== 'different') return;
        const common = (pieces: typeof found.typed) =>
          pieces.filter(({ ok }) => ok).map(({ text }) => text);
        expect(found.typed.map(({ text }) => text).join('')).toBe(line.trim());
        expect(common(found.typed)).toEqual(common(found.answer));
      }),
    );
  });
});
