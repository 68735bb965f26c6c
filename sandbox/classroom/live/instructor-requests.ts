import type { InstructorRequest } from '../../../src/schemas/classroom/live.ts';
import { ClassroomError } from '../error.ts';
import type { ClassHub } from './hub.ts';

export type MachineDeed = Extract<InstructorRequest, { t: 'machine' }>['do'];

export interface InstructorPorts {
  readonly hub: ClassHub;
  /** Name of the instructor, for messages and the log. */
  readonly by: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly gate: (lesson: string, open: boolean) => Promise<void>;
  /** Does something to a learner's machine. Throws ClassroomError `no-machine`. */
  readonly machine: (learner: string, deed: MachineDeed) => Promise<void>;
  readonly endWatching: (learner: string, what: 'files' | 'terminal') => void;
}

const DID = { reset: 'reset', extend: 'extended', restore: 'restored', end: 'ended' } as const;

/** Does what an instructor's page asks for. Throws ClassroomError. */
export async function doForInstructor(
  request: InstructorRequest,
  ports: InstructorPorts,
): Promise<void> {
  const { hub, by, now, newId } = ports;
  switch (request.t) {
    case 'send': {
      const { to, kind, text } = request;
      if (to !== null) hub.row(to);
      const from = { role: 'instructor', name: by } as const;
      const message = { id: newId(), at: now(), from, to, with: to, kind, text };
      return hub.publish({ t: 'message', message });
    }
    case 'answer-hand':
      hub.row(request.learner);
      return hub.change(request.learner, (row) => ({ ...row, hand: null }));
    case 'ask': {
      const { learner, what, mode } = request;
      const known = hub.row(learner).shares[what];
      if (known?.state === 'given' && known.mode === mode) return;
      const grant = { state: 'asked', mode, by, at: now(), watching: false } as const;
      await hub.change(learner, (row) => ({ ...row, shares: { ...row.shares, [what]: grant } }));
      return hub.log(learner, { by, what, did: 'asked' });
    }
    case 'leave': {
      const { learner, what } = request;
      if (!hub.row(learner).shares[what]) return;
      await hub.change(learner, (row) => ({ ...row, shares: { ...row.shares, [what]: null } }));
      ports.endWatching(learner, what);
      return hub.log(learner, { by, what, did: 'left' });
    }
    case 'eyes-up': {
      const { ms, text } = request;
      return hub.publish({
        t: 'eyes-up',
        eyesUp: ms === 0 ? null : { until: now() + ms, by, text },
      });
    }
    case 'gate':
      return ports.gate(request.lesson, request.open);
    case 'machine':
      if (hub.view.archivedAt !== null) {
        throw new ClassroomError('no-machine', 'This class is over: it has no machines any more.');
      }
      return onMachines(request, ports);
  }
}

/** One machine, or all there are: then those that cannot be helped are passed over. */
async function onMachines(
  { learner, do: deed }: Extract<InstructorRequest, { t: 'machine' }>,
  { hub, by, machine }: InstructorPorts,
): Promise<void> {
  const one = async (id: string) => {
    await machine(id, deed);
    await hub.log(id, { by, what: 'machine', did: DID[deed] });
  };
  if (learner !== null) {
    hub.row(learner);
    return one(learner);
  }
  const outcomes = await Promise.allSettled(hub.rows.map(({ id }) => one(id)));
  if (outcomes.some(({ status }) => status === 'fulfilled') || outcomes.length === 0) return;
  throw new ClassroomError(
    'no-machine',
    'None of the learners has a machine that this could be done to.',
  );
}
