/**
 * A card's memory on the way through a log: only what its next grade depends on. ts-fsrs works out
 * all four outcomes of every grade with their dates; of a log's grades that is wanted for the last
 * of each card alone, so the others take this way, which is several times as fast.
 */
import { createEmptyCard, type FSRS, type Card as Memory, State } from 'ts-fsrs';
import type { Grade } from './log.ts';

const DAY = 86_400_000;

export interface Standing {
  stability: number;
  difficulty: number;
  state: State;
  /** Position in the steps of learning or relearning. */
  step: number;
  reps: number;
  lapses: number;
  /** ms of the last grade; 0 before the first. */
  lastAt: number;
}

export function newStanding(): Standing {
  return {
    stability: 0,
    difficulty: 0,
    state: State.New,
    step: 0,
    reps: 0,
    lapses: 0,
    lastAt: 0,
  };
}

/** Days between two times as FSRS counts them: midnights of UTC passed. */
export function daysBetween(from: number, to: number): number {
  return Math.floor(to / DAY) - Math.floor(from / DAY);
}

/** Chance, 0 to 1, of recall at `at`; null before the first grade. */
export function chanceOfRecall(fsrs: FSRS, { state, lastAt, stability }: Standing, at: number) {
  return state === State.New ? null : fsrs.forgetting_curve(daysBetween(lastAt, at), stability);
}

/** Grades a card, in place: a log of a million grades would be a million objects. */
export function advance(fsrs: FSRS, standing: Standing, at: number, grade: Grade): void {
  const { state, lastAt } = standing;
  const isNew = state === State.New;
  const memory = fsrs.next_state(
    isNew ? null : standing,
    isNew ? 0 : daysBetween(lastAt, at),
    grade,
  );
  standing.stability = memory.stability;
  standing.difficulty = memory.difficulty;
  standing.reps += 1;
  standing.lastAt = at;
  if (state === State.Review) {
    if (grade !== 1) return;
    standing.lapses += 1;
    begin(standing, State.Relearning, fsrs.parameters.relearning_steps.length);
  } else {
    const steps = stepsOf(fsrs, state).length;
    const stage = state === State.Relearning ? State.Relearning : State.Learning;
    if (grade === 1) begin(standing, stage, steps);
    else {
      const step = grade === 2 ? standing.step : grade === 3 ? standing.step + 1 : steps;
      standing.state = step < steps ? stage : State.Review;
      standing.step = step < steps ? step : 0;
    }
  }
}

function stepsOf(fsrs: FSRS, state: State): readonly string[] {
  const { learning_steps, relearning_steps } = fsrs.parameters;
  return state === State.Relearning ? relearning_steps : learning_steps;
}

/** Back to the first step; without steps the card is asked in days at once. */
function begin(standing: Standing, stage: State, steps: number): void {
  standing.step = 0;
  standing.state = steps > 0 ? stage : State.Review;
}

/** As ts-fsrs takes it for the next grade, which sets the dates. */
export function memoryOf(standing: Standing): Memory {
  const { stability, difficulty, state, step, reps, lapses, lastAt } = standing;
  const empty = createEmptyCard(new Date(0));
  if (state === State.New) return empty;
  return {
    ...empty,
    stability,
    difficulty,
    state,
    learning_steps: step,
    reps,
    lapses,
    last_review: new Date(lastAt),
  };
}
