import type { Diagnostic } from '../../unit-files/types.ts';
import type { Bench } from '../bench.ts';
import { Inline } from '../Inline.tsx';
import { Icon } from '../icon.tsx';
import { applyFix } from './edits.ts';
import { SEVERITY_LOOK } from './FileTabs.tsx';
import { problemInFront } from './problem-choice.ts';

/** Below the editor: the problem where the learner writes, else the first, with its way out. */
export function ProblemRow({ bench }: { bench: Bench }) {
  const { workspace, problems } = bench;
  const found = problems.current.value;
  const at = problemInFront(found, workspace.cursor.value.line);
  const problem = found[at];
  if (!problem) return null;
  const { icon, tint } = SEVERITY_LOOK[problem.severity];
  const url = problem.lesson === undefined ? null : bench.lessonUrl(problem.lesson);
  const step = (by: 1 | -1) => {
    const next = found[(at + by + found.length) % found.length];
    if (next) workspace.goTo(next.range.start);
  };
  return (
    <div class="wb-problem">
      <Icon name={icon} class={tint} />
      <p role="status">
        <b>
          Line {problem.range.start.line + 1}: <Inline text={problem.message} />
        </b>{' '}
        <span class="wb-where">
          <span class="tag">{problem.voice === 'systemd' ? 'systemd' : 'Advice'}</span>{' '}
          {problem.detail !== undefined && <Inline text={problem.detail} />}{' '}
          {url !== null && <a href={url}>Read why</a>}
        </span>
      </p>
      <span class="wb-problem-acts">
        {found.length > 1 && (
          <>
            <span class="tiny muted num">
              {at + 1} of {found.length}
            </span>
            <button
              class="iconbtn"
              type="button"
              aria-label="Previous problem"
              onClick={() => step(-1)}
            >
              <Icon name="up" />
            </button>
            <button class="iconbtn" type="button" aria-label="Next problem" onClick={() => step(1)}>
              <Icon name="down" />
            </button>
          </>
        )}
        <FixButtons bench={bench} problem={problem} />
      </span>
    </div>
  );
}

function FixButtons({ bench, problem }: { bench: Bench; problem: Diagnostic }) {
  const { workspace, notices } = bench;
  return (
    <>
      {problem.fixes.map((fix) => (
        <button
          key={fix.title}
          class="btn btn-sm"
          type="button"
          onClick={() => {
            const file = workspace.current.peek();
            if (!file) return;
            workspace.dispatch(file.path, { type: 'typed', text: applyFix(file.text, fix) });
            notices.say(`Done: ${fix.title}.`);
          }}
        >
          <Icon name="fix" />
          <span>
            <Inline text={fix.title} />
          </span>
        </button>
      ))}
    </>
  );
}
