import { availableParallelism } from 'node:os';
import type { Exercise } from '../../src/schemas/exercise.ts';
import type { CheckResult } from '../../src/schemas/session.ts';
import type { Engine } from '../engines/engine.ts';
import type { KnownMistake, LessonFolder } from './folder.ts';
import { putFiles, runAsLearner, Trial } from './trial.ts';

/** What an exercise must have to be proven. */
const MISTAKES_WANTED = 3;

/** One thing that was tried on a fresh machine, and what was wrong with it, if anything. */
export interface Replay {
  readonly lesson: LessonFolder;
  /** `start`, `solution`, a mistake's name, or `start, solution` for both on one machine. */
  readonly what: string;
  readonly faults: readonly string[];
  readonly ms: number;
}

/** The lessons of which every part went as expected. */
export function provenBy(replays: readonly Replay[]): readonly LessonFolder[] {
  const faulty = new Set(
    replays.filter(({ faults }) => faults.length > 0).map(({ lesson }) => lesson.path),
  );
  return [...new Set(replays.map(({ lesson }) => lesson))].filter(({ path }) => !faulty.has(path));
}

interface Part {
  readonly lesson: LessonFolder;
  readonly exercise: Exercise;
  readonly what: string;
  readonly run: (trial: Trial) => Promise<string[]>;
}

export interface ReplayOptions {
  /** Hears of each part as it ends. */
  readonly told?: (replay: Replay) => void;
  readonly signal?: AbortSignal;
  /**
   * Tries the solution on the machine that the start was graded on, and no mistakes: for machines
   * that take long to prepare. Default false.
   */
  readonly brief?: boolean;
}

/** Whether a machine of the engine has all that an exercise needs. */
export function suits({ info }: Engine, { exercise }: LessonFolder): boolean {
  return (exercise?.needs ?? []).every((feature) => info.features.includes(feature));
}

/**
 * Proves exercises on real machines, several at once: the start fails, the solution passes twice in
 * a row, every known mistake fails the check it names, that one only, with the hint it names.
 * Throws when the signal aborts.
 */
export async function replay(
  engine: Engine,
  lessons: readonly LessonFolder[],
  options: ReplayOptions = {},
): Promise<readonly Replay[]> {
  const { told = () => {}, signal = new AbortController().signal, brief = false } = options;
  const waiting = lessons.flatMap((lesson) => partsOf(lesson, brief));
  const ended: Replay[] = [];
  const work = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const replay = await runPart(engine, part, signal);
      signal.throwIfAborted();
      ended.push(replay);
      told(replay);
    }
  };
  const machines = Math.max(1, Math.min(availableParallelism(), await engine.capacity()));
  await Promise.all(Array.from({ length: machines }, work));
  return ended;
}

function partsOf(lesson: LessonFolder, brief: boolean): Part[] {
  const { exercise, mistakes } = lesson;
  if (!exercise) return [];
  const part = (what: string, run: Part['run']) => ({ lesson, exercise, what, run });
  if (brief) return [part('start, solution', (trial) => replayBriefly(trial, lesson))];
  return [
    part('start', (trial) => replayStart(trial, lesson)),
    part('solution', (trial) => replaySolution(trial, lesson)),
    ...mistakes.map((mistake) => part(mistake.name, (trial) => replayMistake(trial, mistake))),
  ];
}

async function runPart(engine: Engine, part: Part, signal: AbortSignal): Promise<Replay> {
  const { lesson, what } = part;
  const began = performance.now();
  const faults = await onMachine(engine, part, signal).catch((error: unknown) => [
    error instanceof Error ? error.message : String(error),
  ]);
  return { lesson, what, faults, ms: performance.now() - began };
}

async function onMachine(
  engine: Engine,
  { lesson, exercise, run }: Part,
  signal: AbortSignal,
): Promise<string[]> {
  const trial = await Trial.open(engine, exercise, lesson.start, signal);
  try {
    return await run(trial);
  } finally {
    await trial.dispose();
  }
}

/** As a learner comes by it: graded before the first step, solved, graded again. */
async function replayBriefly(trial: Trial, lesson: LessonFolder): Promise<string[]> {
  const start = await replayStart(trial, lesson);
  const solution = await replaySolution(trial, lesson);
  return [...start.map((fault) => `start: ${fault}`), ...solution];
}

async function replayStart(trial: Trial, lesson: LessonFolder): Promise<string[]> {
  const results = await trial.grade();
  const faults = erring(results);
  if (lesson.mistakes.length < MISTAKES_WANTED) {
    faults.push(`has ${lesson.mistakes.length} known mistakes; give it ${MISTAKES_WANTED}.`);
  }
  if (!results.some(({ state }) => state === 'fail')) faults.push('fails no check.');
  return faults;
}

async function replaySolution(trial: Trial, { solution }: LessonFolder): Promise<string[]> {
  await putFiles(trial.machine, solution.files);
  if (solution.script !== undefined) await runAsLearner(trial.machine, solution.script);
  const first = await trial.grade();
  const second = await trial.grade();
  return [
    ...first.filter(({ state }) => state !== 'pass').map(described),
    ...second
      .filter(({ state }) => state !== 'pass')
      .map((one) => `second time: ${described(one)}`),
  ];
}

async function replayMistake(trial: Trial, mistake: KnownMistake): Promise<string[]> {
  await putFiles(trial.machine, mistake.files);
  await runAsLearner(trial.machine, mistake.script);
  const results = await trial.grade();
  const faults = erring(results);
  for (const result of results.filter(({ state }) => state === 'fail')) {
    if (result.id !== mistake.check) {
      faults.push(`fails ${described(result)}; it should fail only ${mistake.check}.`);
    } else if (!result.hint?.includes(mistake.hint)) {
      faults.push(`its hint for ${result.id} is: ${result.hint ?? 'none'}`);
    }
  }
  const named = results.find(({ id }) => id === mistake.check);
  if (named && named.state !== 'fail' && named.state !== 'error') {
    faults.push(`does not fail ${described(named)}`);
  }
  return faults;
}

function erring(results: readonly CheckResult[]): string[] {
  return results.filter(({ state }) => state === 'error').map(described);
}

function described({ id, state, observed }: CheckResult): string {
  return `${id}: ${state}, observed: ${observed}`;
}
