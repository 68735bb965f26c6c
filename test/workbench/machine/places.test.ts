/** Where a machine runs: what the learner chose, what there is, and what has to be downloaded. */
import { afterEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/storage.ts';
import type { UnitFilesClient } from '../../../src/unit-files/client.ts';
import { Bench } from '../../../src/workbench/bench.ts';
import { choosePlace, type Offer } from '../../../src/workbench/machine/place.ts';
import { Places, type TabPlace } from '../../../src/workbench/machine/places.ts';
import { DEMO } from '../demo-exercise.ts';
import { FakeSessions } from '../fake-session.ts';

const ALL: Offer = { features: ['seccomp', 'cgroup-limits', 'bpf-cgroup'] };
const SOME: Offer = { features: ['seccomp'] };
const NONE = 'There is none.';

describe('the place', () => {
  test.each([
    // needs, server, tab, preferred → place, possible, and a word of why
    [[], SOME, ALL, null, 'server', true, undefined],
    [[], SOME, ALL, 'tab', 'tab', true, undefined],
    [[], NONE, ALL, null, 'tab', true, undefined],
    [[], NONE, ALL, 'server', 'tab', true, NONE],
    [[], NONE, 'No more here.', null, 'server', false, `${NONE} No more here.`],
    [[], NONE, NONE, null, 'server', false, NONE],
    [['bpf-cgroup'], SOME, ALL, null, 'tab', true, 'IPAddressDeny='],
    [['bpf-cgroup'], SOME, NONE, null, 'server', false, 'IPAddressDeny='],
    [['sock-diag'], NONE, SOME, null, 'tab', false, 'how many may wait at a listening socket'],
  ] as const)(
    'for needs %j with %j on the server and %j in the tab, %s preferred: %s',
    (needs, server, tab, preferred, place, possible, why) => {
      const choice = choosePlace({ server, tab }, needs, preferred);
      expect(choice).toMatchObject({ place, possible });
      if (why === undefined) expect(choice.why).toBeUndefined();
      // Once: two places that lack the same are one reason.
      else expect(choice.why?.split(why)).toHaveLength(2);
    },
  );
});

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A bench of a site without a server, before it is known what the tab has. */
function inTheTab(missingBytes: number) {
  const sessions = new FakeSessions({ exercise: DEMO });
  const known = Promise.withResolvers<Offer | string>();
  const tab: TabPlace = {
    sessions: Object.assign(sessions, { takeOver: async () => {} }),
    look: () => known.promise,
    missingBytes: async () => missingBytes,
    followingBytes: async () => 0,
    onProgress: () => {},
    onWaiting: () => {},
    caution: undefined,
    offline: { missingBytes: async () => undefined, keep: async () => {} },
  };
  const store = memoryStore();
  const places = new Places({ needs: [], store, tab: async () => tab });
  const startUnitFiles = () =>
    ({ diagnose: async () => [], dispose() {} }) as unknown as UnitFilesClient;
  const bench = new Bench({ exercise: DEMO, sessions: places, places, store, startUnitFiles });
  open.push(bench.open({ start: false, screenReader: false }));
  return { bench, sessions, show: (offer: Offer | string = ALL) => known.resolve(offer) };
}

test('a machine that this browser cannot run is not downloaded, however often it is asked for', async () => {
  const { bench, sessions, show } = inTheTab(14_400_000);
  show('This browser does not run WebAssembly.');
  await bench.places?.look();
  await bench.start();
  await bench.start();
  expect(sessions.made).toHaveLength(0);
  expect(bench.connection.refusal.value).toBe('This browser does not run WebAssembly.');
});

describe('a machine that has to be downloaded', () => {
  test('is not by a click that came before its size was shown', async () => {
    const { bench, sessions, show } = inTheTab(14_400_000);
    const clicked = bench.start();
    show();
    await clicked;
    expect(sessions.made).toHaveLength(0);
    expect(bench.notices.spoken.value.text).toContain('14.4 MB');
    await bench.start();
    expect(sessions.made).toHaveLength(1);
  });

  test('starts by that click when it is here already', async () => {
    const { bench, sessions, show } = inTheTab(0);
    const clicked = bench.start();
    show();
    await clicked;
    expect(sessions.made).toHaveLength(1);
  });
});
