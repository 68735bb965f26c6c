import { expect, test } from 'vitest';
import { EndingWatch } from '../../../src/machine/emulator/ending.ts';

const endingOf = (...chunks: string[]) => {
  const watch = new EndingWatch();
  return chunks.map((chunk) => watch.hear(chunk)).find((words) => words !== undefined);
};

test.each([
  [['[   12.3] reboot: Power down\r\n'], 'The machine was shut down.'],
  [['[   12.3] reboot: System halted\r\n'], 'The machine was shut down.'],
  [['reboot: Restart', 'ing system\r\n'], 'The machine was told to reboot. Here, that ends it.'],
  [
    ['[ 9.1] Kernel panic - not syncing: sysrq triggered crash\r\n[ 9.1] CPU: 0'],
    'The machine’s kernel stopped: sysrq triggered crash.',
  ],
  [['Kernel panic - not syncing: Attempted to'], undefined],
  [['random: crng init done\r\n', 'learner@lab:~$ reboot\r\n'], undefined],
])('%j ends it with %j', (chunks, words) => {
  expect(endingOf(...chunks)).toBe(words);
});

test('an ending is told once', () => {
  const watch = new EndingWatch();
  expect(watch.hear('reboot: Power down\n')).toBeDefined();
  expect(watch.hear('reboot: Power down\n')).toBeUndefined();
});
