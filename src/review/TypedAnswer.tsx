import { useState } from 'preact/hooks';
import { Icon } from '../workbench/icon.tsx';
import type { Grade } from './log.ts';
import type { TypedTask } from './served.ts';
import { type Comparison, compareTyped, type Piece, suggestedGrade } from './typed.ts';

interface Props {
  readonly task: TypedTask;
  readonly revealed: boolean;
  onAnswer(suggested: Grade): void;
}

/** A line to type; afterwards what differs from the answer. */
export function TypedAnswer({ task, revealed, onAnswer }: Props) {
  const [line, setLine] = useState('');
  if (revealed) return <Compared task={task} line={line} />;
  return (
    <form
      class="attempt"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(suggestedGrade(compareTyped(task, line)));
      }}
    >
      <label for="line">
        {task.language === 'unit' ? `A line of [${task.section}]` : 'A command'}
      </label>
      <input
        id="line"
        data-focus
        type="text"
        value={line}
        onInput={(event) => setLine(event.currentTarget.value)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={2000}
      />
      <button class="btn btn-main btn-big" type="submit">
        {line.trim() ? 'Compare with the answer' : 'Show the answer'}
      </button>
    </form>
  );
}

function Compared({ task, line }: { task: TypedTask; line: string }) {
  const found = compareTyped(task, line);
  return (
    <section class="compared" tabIndex={-1} data-focus aria-label="Your line and the answer">
      <Verdict verdict={found.verdict} language={task.language} />
      <dl>
        {found.verdict !== 'empty' && (
          <>
            <dt>You</dt>
            <dd>
              <code>{found.typed.length ? <Pieces pieces={found.typed} Tag="del" /> : line}</code>
            </dd>
          </>
        )}
        <dt>Answer</dt>
        <dd>
          <code>
            <Pieces pieces={found.answer} Tag="ins" />
          </code>
        </dd>
      </dl>
    </section>
  );
}

function Verdict({ verdict, language }: Pick<Comparison, 'verdict'> & Pick<TypedTask, 'language'>) {
  if (verdict === 'empty') return null;
  if (verdict === 'different') {
    return (
      <p class="st c-fail">
        <Icon name="fail" /> Not the same
      </p>
    );
  }
  const reader = language === 'unit' ? 'systemd' : 'the shell';
  return (
    <p class="st c-pass">
      <Icon name="pass" /> {verdict === 'same' ? 'Right' : `Right: the same to ${reader}`}
    </p>
  );
}

function Pieces({ pieces, Tag }: { pieces: readonly Piece[]; Tag: 'ins' | 'del' }) {
  return <>{pieces.map(({ text, ok }, index) => (ok ? text : <Tag key={index}>{text}</Tag>))}</>;
}
