import { describe, expect, test } from 'vitest';
import { actionOf, type KeyPress, type Place } from '../../src/review/keys.ts';

function press(keys: string, place: Place, single = true) {
  const parts = keys.split('+');
  const event: KeyPress = {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    altKey: parts.includes('Alt'),
    repeat: parts.includes('held'),
  };
  return actionOf(event, place, single)?.do ?? null;
}

describe('keys', () => {
  test.each([
    [' ', 'card', 'reveal'],
    ['Enter', 'card', 'reveal'],
    ['Enter', 'button', null],
    [' ', 'button', null],
    ['3', 'button', 'grade'],
    ['3', 'field', null],
    ['3', 'outside', null],
    ['held+3', 'card', null],
    ['5', 'card', null],
    ['u', 'card', 'undo'],
    ['U', 'card', 'undo'],
    ['Ctrl+u', 'card', null],
    ['Alt+1', 'card', null],
    ['Ctrl+z', 'outside', 'undo'],
    ['Meta+z', 'card', 'undo'],
    ['Ctrl+z', 'field', null],
    ['-', 'card', 'bury'],
    ['@', 'card', 'suspend'],
    ['Alt+@', 'card', 'suspend'],
    ['Ctrl+Alt+@', 'button', 'suspend'],
    ['@', 'field', null],
    ['?', 'card', 'help'],
  ] as const)('%s in the %s: %s', (keys, place, action) => {
    expect(press(keys, place)).toBe(action);
  });

  test('switched off, only Ctrl+Z is left', () => {
    for (const key of [' ', 'Enter', '1', 'u', 'e', 'l', '-', '@', '?']) {
      expect(press(key, 'card', false)).toBeNull();
    }
    expect(press('Ctrl+z', 'card', false)).toBe('undo');
  });
});
