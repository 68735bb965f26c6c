/** Decks, their preset and the collection's settings, as schema 11 holds them. */
import type { ReviewSettings } from '../../settings.ts';
import { COURSE_TITLE } from '../notes.ts';
import { stableId } from './ids.ts';
import type { Calendar } from './scheduling.ts';

/** When the preset changed last, s. */
const CHANGED_AT = 1_795_824_000;

interface DeckOf {
  readonly id: number;
  readonly name: string;
  /** Id of its options. */
  readonly preset: number;
  readonly summary: string;
}

/** The deck above those of the modules. */
export const WHOLE_COURSE: Omit<DeckOf, 'preset'> = {
  id: stableId(`deck of ${COURSE_TITLE}`),
  name: COURSE_TITLE,
  summary: 'Learn systemd socket activation by doing.',
};

export function deckJson({ id, name, preset, summary }: DeckOf, now: number) {
  return {
    id,
    mod: Math.floor(now / 1000),
    name,
    usn: -1,
    lrnToday: [0, 0],
    revToday: [0, 0],
    newToday: [0, 0],
    timeToday: [0, 0],
    collapsed: false,
    browserCollapsed: false,
    desc: summary,
    dyn: 0,
    conf: preset,
    extendNew: 0,
    extendRev: 0,
  };
}

/** Options as here: the same steps, limits and retention. Anki takes them in only if asked to. */
export function presetJson(settings: ReviewSettings) {
  return {
    id: stableId(`preset of ${COURSE_TITLE}`),
    mod: CHANGED_AT,
    name: COURSE_TITLE,
    usn: -1,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    new: {
      bury: true,
      delays: [1, 10],
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: 1,
      perDay: settings.newPerDay,
    },
    rev: {
      bury: true,
      ease4: 1.3,
      ivlFct: 1,
      maxIvl: 36500,
      perDay: settings.reviewsPerDay,
      hardFactor: 1.2,
    },
    lapse: {
      delays: [10],
      leechAction: 1,
      leechFails: settings.leechAfter,
      minInt: 1,
      mult: 0,
    },
    desiredRetention: settings.retention,
  };
}

export function configJson(
  calendar: Calendar,
  { dayStartsAt }: ReviewSettings,
  notes: number,
  noteType: number,
) {
  return {
    nextPos: notes + 1,
    estTimes: true,
    activeDecks: [1],
    sortType: 'noteFld',
    timeLim: 0,
    sortBackwards: false,
    addToCur: true,
    curDeck: 1,
    curModel: noteType,
    newSpread: 0,
    dueCounts: true,
    collapseTime: 1200,
    dayLearnFirst: false,
    schedVer: 2,
    sched2021: true,
    rollover: dayStartsAt,
    creationOffset: calendar.offsetMin,
  };
}
