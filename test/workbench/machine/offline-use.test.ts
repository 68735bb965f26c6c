import { describe, expect, test } from 'vitest';
import type { LoadOptions } from '../../../src/offline/artefacts.ts';
import { SessionError } from '../../../src/session/session.ts';
import { OfflineUse } from '../../../src/workbench/machine/offline-use.ts';

/** A site with a pack of 60 bytes; the download does what it is told to. */
function offline(download: (options: LoadOptions) => Promise<void>) {
  let missing: number | undefined = 60;
  const use = new OfflineUse(async () => ({
    missingBytes: async () => missing,
    async keep(options) {
      await download(options);
      missing = 0;
    },
  }));
  return {
    use,
    withoutPack: () => {
      missing = undefined;
    },
  };
}

describe('use offline', () => {
  test('is on offer where the site has a pack', async () => {
    const { use, withoutPack } = offline(async () => {});
    expect(use.state.value).toEqual({ t: 'none' });
    await use.look();
    expect(use.state.value).toEqual({ t: 'missing', bytes: 60 });
    withoutPack();
    await use.look();
    expect(use.state.value).toEqual({ t: 'none' });
  });

  test('is downloaded once, with progress, and then ready', async () => {
    let downloads = 0;
    const { use } = offline(async ({ onProgress }) => {
      downloads += 1;
      onProgress?.({ doneBytes: 30, totalBytes: 60 });
      expect(use.state.value).toEqual({ t: 'keeping', doneBytes: 30, totalBytes: 60 });
      await use.look();
      expect(use.state.value.t).toBe('keeping');
    });
    await Promise.all([use.keep(), use.keep()]);
    expect(use.state.value).toEqual({ t: 'ready' });
    expect(downloads).toBe(1);
  });

  test('that failed says why, and can be tried again', async () => {
    let broken = true;
    const { use } = offline(async () => {
      if (broken) throw new SessionError('unreachable', 'The download stopped.');
    });
    await use.keep();
    expect(use.state.value).toEqual({ t: 'failed', bytes: 60, message: 'The download stopped.' });
    broken = false;
    await use.keep();
    expect(use.state.value).toEqual({ t: 'ready' });
  });

  test('that is called off is on offer as before', async () => {
    const { use } = offline(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const kept = use.keep();
    await Promise.resolve().then(() => {});
    await new Promise((turn) => setTimeout(turn, 0));
    use.cancel();
    await kept;
    expect(use.state.value).toEqual({ t: 'missing', bytes: 60 });
  });
});
