import type { LessonView } from '../../schemas/classroom/class.ts';
import type { ClassClient } from '../live/client.ts';

/** What an instructor can do for one learner. All of them throw `SessionError`. */
export interface LearnerActions {
  reply(text: string): Promise<void>;
  lowerHand(): Promise<void>;
  hint(text: string): Promise<void>;
  /** The same hint to everybody who fails the check now. */
  hintToAll(check: string, text: string): Promise<void>;
  ask(what: 'files' | 'terminal', mode: 'view' | 'together'): Promise<void>;
  stopLooking(what: 'files' | 'terminal'): Promise<void>;
  machine(action: MachineAction): Promise<void>;
}
export type MachineAction = 'reset' | 'extend' | 'restore' | 'end';

/** What the panel of one learner does, as requests to the class. */
export function actionsFor(
  client: ClassClient,
  learner: string,
  lesson: () => LessonView | undefined,
): LearnerActions {
  const hint = (to: string, text: string) => client.ask({ t: 'send', to, kind: 'hint', text });
  return {
    reply: (text) => client.ask({ t: 'send', to: learner, kind: 'message', text }),
    lowerHand: () => client.ask({ t: 'answer-hand', learner }),
    hint: (text) => hint(learner, text),
    async hintToAll(check, text) {
      const exercise = lesson()?.exercise ?? '';
      const failing = [...(client.state.value?.learners.values() ?? [])].filter(
        ({ checks }) => checks[exercise]?.[check]?.state === 'fail',
      );
      await Promise.all(failing.map(({ id }) => hint(id, text)));
    },
    ask: (what, mode) => client.ask({ t: 'ask', learner, what, mode }),
    stopLooking: (what) => client.ask({ t: 'leave', learner, what }),
    machine: (action) => client.ask({ t: 'machine', learner, do: action }),
  };
}
