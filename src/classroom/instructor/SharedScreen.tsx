import type { LearnerView } from '../../schemas/classroom/learner.ts';
import { WatchedEditor } from './editor/WatchedEditor.tsx';
import { WatchedTerminal } from './WatchedTerminal.tsx';

/** What the chosen learner lets be seen right now, above the grid. */
export function SharedScreen({ classId, learner }: { classId: string; learner: LearnerView }) {
  const { files, terminal } = learner.shares;
  return (
    <>
      {terminal?.state === 'given' && (
        <WatchedTerminal
          key={`${learner.id}${terminal.mode}`}
          classId={classId}
          learner={learner.id}
          name={learner.name}
          typing={terminal.mode === 'together'}
        />
      )}
      {files?.state === 'given' && (
        <WatchedEditor
          key={`${learner.id}${files.mode}`}
          classId={classId}
          learner={learner.id}
          name={learner.name}
          typing={files.mode === 'together'}
        />
      )}
    </>
  );
}
