import type { ClassView } from '../../src/schemas/classroom/class.ts';
import type { ClassFrame } from '../../src/schemas/classroom/live.ts';
import { ECHO } from './class-of.ts';

/** A class of one lesson, for tests. */
export const CLASS: ClassView = {
  id: 'class-1',
  version: 1,
  title: 'One service per connection',
  lessons: [ECHO],
  warmMachines: 0,
  maxMachines: 30,
  machineMinutes: 60,
  certificate: true,
  retentionDays: 90,
  code: 'ABCD2345',
  archivedAt: null,
  instructors: [{ id: 'ines', name: 'Ines Okafor' }],
};

export function snapshot(given: Partial<Extract<ClassFrame, { t: 'snapshot' }>> = {}) {
  return {
    t: 'snapshot',
    seq: 0,
    now: 0,
    class: CLASS,
    learners: [],
    messages: [],
    eyesUp: null,
    access: [],
    ...given,
  } satisfies ClassFrame;
}
