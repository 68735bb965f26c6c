/** The machine in this tab, from the artefacts on this site to its sessions. */

import { ArtefactError } from '../../offline/artefact-error.ts';
import { type ArtefactProgress, openArtefacts } from '../../offline/artefacts.ts';
import { keepCourse } from '../../offline/keep-course.ts';
import { inMegabytes } from '../../offline/megabytes.ts';
import { randomId } from '../../random-id.ts';
import { fetchLesson } from '../../session/local/lesson.ts';
import { MachineFiles, type MachineParts } from '../../session/local/machine-files.ts';
import { LocalSessions } from '../../session/local/sessions.ts';
import { startTabMachine } from '../../session/local/start.ts';
import { browserTurn } from '../../session/local/turn.ts';
import { browserWorkStore } from '../../session/local/work-store.ts';
import { SessionError } from '../../session/session.ts';
import type { KeyValueStore } from '../../storage.ts';
import type { TabPlace } from './places.ts';

const clock = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Devices with less memory than this, in GiB as browsers tell it, are warned. */
const COMFORTABLE_GIB = 4;

export function tabPlace(store: KeyValueStore): TabPlace {
  const files = new MachineFiles(openArtefacts(), store);
  const manifest = async () => {
    const found = await files.manifest();
    if (found) return found;
    throw new SessionError('no-machine', NO_MACHINE);
  };
  const sessions = new LocalSessions({
    start: async (signal) =>
      startTabMachine({
        files,
        parts: await load(signal),
        signal,
        clock,
        onWaiting: (why) => place.onWaiting(why),
      }),
    lesson: (exercise) => fetchLesson(exercise),
    store: browserWorkStore(),
    turn: browserTurn(),
    clock,
    newId: () => randomId(),
  });
  // Whoever leaves a page may not come back to this one.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void sessions.settle();
  });
  const place: TabPlace = {
    sessions,
    async look() {
      if (typeof WebAssembly === 'undefined') return NO_WEBASSEMBLY;
      const found = await files.manifest();
      return found ? { features: found.features } : NO_MACHINE;
    },
    missingBytes: async () => files.missingBytes(await manifest()),
    followingBytes: async () => files.followingBytes(await manifest()),
    onProgress: () => {},
    onWaiting: () => {},
    caution: cautionFor(navigator),
    offline: {
      missingBytes: async () => files.missingForOffline(await manifest()),
      async keep(options) {
        await navigator.storage?.persist?.().catch(() => false);
        const found = await manifest();
        await inSessionWords(
          files.keep(found, options).then(() => keepCourse(navigator.serviceWorker)),
        );
      },
    },
  };
  const load = async (signal: AbortSignal): Promise<MachineParts> => {
    const onProgress = (progress: ArtefactProgress) => place.onProgress(progress);
    try {
      return await inSessionWords(files.load(await manifest(), { signal, onProgress }));
    } finally {
      place.onProgress(null);
    }
  };
  return place;
}

/** What went wrong with a download, as the workbench shows it. */
async function inSessionWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ArtefactError)) throw error;
    throw new SessionError(error.code, error.message, { cause: error });
  }
}

const NO_MACHINE =
  'This site has no machine for the tab, or cannot be reached right now. Whoever runs it adds one with "npm run image -- emulator".';
const NO_WEBASSEMBLY =
  'This browser does not run WebAssembly, which the machine in the tab is made of. Allow it, or use another browser.';

function cautionFor(device: Navigator & { deviceMemory?: number }): string | undefined {
  const small = (device.deviceMemory ?? COMFORTABLE_GIB) < COMFORTABLE_GIB;
  const phone = matchMedia('(pointer: coarse) and (max-width: 48rem)').matches;
  if (!small && !phone) return undefined;
  return `This ${phone ? 'phone' : 'device'} may have too little memory for the machine, which takes about 400 MB. Reading and cards work without it.`;
}

/** How much there is to download, for people. */
export const sizeOf = inMegabytes;
