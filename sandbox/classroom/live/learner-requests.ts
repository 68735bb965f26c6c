import type { LearnerRequest } from '../../../src/schemas/classroom/live.ts';
import { MAX_TEXT } from '../../../src/schemas/classroom/people.ts';
import { ClassroomError } from '../error.ts';
import { withActivity, withHints, withTabMachine, withTold } from '../progress.ts';
import type { ClassHub } from './hub.ts';

export interface LearnerPorts {
  readonly hub: ClassHub;
  readonly learner: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** Lets go of whoever looks at what is no longer shared. */
  readonly endWatching: (learner: string, what: 'files' | 'terminal') => void;
}

/** Does what a learner's page asks for. Throws ClassroomError. */
export async function doForLearner(request: LearnerRequest, ports: LearnerPorts): Promise<void> {
  const { hub, learner, now, newId } = ports;
  const { name } = hub.row(learner);
  switch (request.t) {
    case 'raise-hand': {
      const { check, text } = request;
      const hand = { at: now(), text, ...(check === undefined ? {} : { check }) };
      return hub.change(learner, (row) => ({
        ...withActivity(row, null, now()),
        hand: { ...hand, lesson: row.lesson },
      }));
    }
    case 'lower-hand':
      return hub.change(learner, (row) => ({ ...row, hand: null }));
    case 'say':
      return hub.publish({
        t: 'message',
        message: {
          id: newId(),
          at: now(),
          from: { role: 'learner', name },
          to: null,
          with: learner,
          kind: 'message',
          text: request.text.slice(0, MAX_TEXT),
        },
      });
    case 'give': {
      const { what, minutes } = request;
      const asked = hub.row(learner).shares[what];
      if (asked?.state !== 'asked') {
        throw new ClassroomError('not-shared', 'Nobody asks to see that any more.');
      }
      const until = now() + minutes * 60_000;
      await hub.change(learner, (row) => ({
        ...row,
        shares: { ...row.shares, [what]: { ...asked, state: 'given', until } },
      }));
      return hub.log(learner, { by: name, what, did: 'given' });
    }
    case 'stop': {
      const { what } = request;
      const grant = hub.row(learner).shares[what];
      if (!grant) return;
      await hub.change(learner, (row) => ({ ...row, shares: { ...row.shares, [what]: null } }));
      ports.endWatching(learner, what);
      return hub.log(learner, {
        by: name,
        what,
        did: grant.state === 'asked' ? 'refused' : 'stopped',
      });
    }
    case 'at': {
      const { lesson } = request;
      const known = lesson === null || hub.view.lessons.some((one) => one.lesson === lesson);
      if (!known) return;
      return hub.change(learner, (row) => withActivity({ ...row, lesson }, null, now()));
    }
    case 'hint-used':
      return hub.change(learner, (row) =>
        withActivity(withHints(row, request.exercise, request.taken), request.exercise, now()),
      );
    case 'machine-in-tab':
      return hub.change(learner, (row) => withTabMachine(row, request.state));
    case 'progress': {
      const { exercise, checks } = request;
      const lesson = hub.view.lessons.find((one) => one.exercise === exercise);
      if (!lesson) throw new ClassroomError('bad-class', 'This class does not hold that exercise.');
      const told = lesson.checks.flatMap(({ id }) => {
        const count = checks[id];
        return count ? [[id, count] as const] : [];
      });
      return hub.change(learner, (row) =>
        withTold(withActivity(row, exercise, now()), exercise, told, now()),
      );
    }
  }
}
