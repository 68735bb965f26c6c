/** A class as its form holds it, and back. Pure. */
import type { ClassLesson, ClassSpec, ClassView } from '../../schemas/classroom/class.ts';

export interface Draft {
  readonly title: string;
  readonly lessons: readonly DraftLesson[];
  /** As `<input type="datetime-local">` has it; empty for none. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly warmMachines: number;
  readonly maxMachines: number;
  readonly machineMinutes: number;
  readonly certificate: boolean;
  readonly retentionDays: number;
}

export interface DraftLesson {
  readonly lesson: string;
  readonly open: boolean;
  readonly opensAt: string;
  readonly notes: string;
}

export const NEW_CLASS: Draft = {
  title: '',
  lessons: [],
  startsAt: '',
  endsAt: '',
  warmMachines: 0,
  maxMachines: 30,
  machineMinutes: 90,
  certificate: false,
  retentionDays: 90,
};

export function draftOf(view: ClassView): Draft {
  return {
    title: view.title,
    lessons: view.lessons.map(({ lesson, gate, notes }) => ({
      lesson,
      open: gate.open,
      opensAt: localTime(gate.opensAt),
      notes: notes ?? '',
    })),
    startsAt: localTime(view.startsAt),
    endsAt: localTime(view.endsAt),
    warmMachines: view.warmMachines,
    maxMachines: view.maxMachines,
    machineMinutes: view.machineMinutes,
    certificate: view.certificate,
    retentionDays: view.retentionDays,
  };
}

/** What is wrong with it, by field; empty when it can be sent. */
export function problems(draft: Draft): Readonly<Partial<Record<keyof Draft, string>>> {
  const { title, lessons, startsAt, endsAt, warmMachines, maxMachines } = draft;
  return {
    ...(title.trim() === '' ? { title: 'Give the class a title.' } : {}),
    ...(lessons.length === 0 ? { lessons: 'Choose at least one lesson.' } : {}),
    ...(startsAt && endsAt && startsAt >= endsAt
      ? { endsAt: 'The end lies before the start.' }
      : {}),
    ...(warmMachines > maxMachines
      ? { warmMachines: 'More machines would be prepared than may run at once.' }
      : {}),
  };
}

export function specOf(draft: Draft): ClassSpec {
  const { startsAt, endsAt, lessons, title, ...rest } = draft;
  return {
    ...rest,
    title: title.trim(),
    lessons: lessons.map(lessonOf),
    ...optional('startsAt', startsAt),
    ...optional('endsAt', endsAt),
  };
}

function lessonOf({ lesson, open, opensAt, notes }: DraftLesson): ClassLesson {
  return {
    lesson,
    gate: { open, ...optional('opensAt', open ? '' : opensAt) },
    ...(notes.trim() === '' ? {} : { notes }),
  };
}

function optional<K extends string>(key: K, local: string): { [P in K]?: number } {
  const at = local === '' ? Number.NaN : new Date(local).getTime();
  return (Number.isNaN(at) ? {} : { [key]: at }) as { [P in K]?: number };
}

/** `2026-11-28T10:30` in the reader's own zone. */
export function localTime(at: number | undefined): string {
  if (at === undefined) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The list with the item at `from` moved by one place; unchanged at its ends. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const to = from + by;
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
