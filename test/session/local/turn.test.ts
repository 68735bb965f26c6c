/** Who has the machine, between tabs that answer and tabs that hang; with real locks and channels. */
import { afterEach, expect, test } from 'vitest';
import { browserTurn, type TabTurn } from '../../../src/session/local/turn.ts';

const PATIENCE_MS = 100;
const open: BroadcastChannel[] = [];
const held: (() => void)[] = [];
afterEach(() => {
  for (const release of held.splice(0)) release();
  for (const channel of open.splice(0)) channel.close();
});

function openTab(): TabTurn {
  const channel = new BroadcastChannel('lab-machine');
  open.push(channel);
  return browserTurn(navigator.locks, channel, PATIENCE_MS);
}

/** Takes the turn; false: another tab has it. */
async function takes(tab: TabTurn): Promise<(() => void) | null> {
  const release = await tab.take();
  if (release) held.push(release);
  return release;
}

test('a second tab gets none until the first has given it back', async () => {
  const [one, two] = [openTab(), openTab()];
  const release = await takes(one);
  expect(await takes(two)).toBeNull();
  release?.();
  await expect.poll(() => takes(two)).not.toBeNull();
});

test('a tab that is asked gives it back in its own time', async () => {
  const [one, two] = [openTab(), openTab()];
  const release = await takes(one);
  const lost: string[] = [];
  one.onAsked = () => release?.();
  one.onLost = () => lost.push('one');
  await two.ask();
  expect(await takes(two)).not.toBeNull();
  expect(lost).toEqual([]);
});

test('from a tab that does not answer it is taken, which then learns of it', async () => {
  const [one, two] = [openTab(), openTab()];
  await takes(one);
  const lost = new Promise<void>((resolve) => (one.onLost = resolve));
  await two.ask();
  expect(await takes(two)).not.toBeNull();
  await lost;
  expect(await takes(one)).toBeNull();
});
