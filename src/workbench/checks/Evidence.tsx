import { useSignal } from '@preact/signals';
import type { Bench } from '../bench.ts';
import { copyText } from '../clipboard.ts';
import { Inline } from '../Inline.tsx';
import { Icon } from '../icon.tsx';
import { type CheckRow, hintsOf } from './check-board.ts';

/** What was expected, what was seen, how to see it, and help one step at a time. */
export function Evidence({ row, bench }: { row: CheckRow; bench: Bench }) {
  const { result } = row;
  const hints = hintsOf(row);
  const left = hints.length - row.unlocked;
  return (
    <div class="wb-evidence">
      {result ? (
        <dl class="wb-pair">
          <dt>Expected</dt>
          <dd>
            <Inline text={result.expected} />
          </dd>
          <dt>Observed</dt>
          <dd>
            <Inline text={result.observed} />
          </dd>
        </dl>
      ) : (
        <p class="small muted">Not run on this machine yet.</p>
      )}
      {result?.command !== undefined && <TryIt command={result.command} bench={bench} />}
      {row.state !== 'pass' &&
        hints.slice(0, row.unlocked).map((hint, at) => (
          <p class="wb-hint" key={hint}>
            <b>
              Hint {at + 1} of {hints.length}.
            </b>{' '}
            <Inline text={hint} />
          </p>
        ))}
      <p class="wb-acts">
        {row.state !== 'pass' && left > 0 && (
          <button
            class="btn btn-sm"
            type="button"
            data-action="next-hint"
            onClick={() => {
              bench.checks.unlockHint(row.id);
              const next = hints[row.unlocked];
              if (next !== undefined) bench.notices.say(`Hint ${row.unlocked + 1}: ${next}`);
            }}
          >
            <Icon name="fix" />
            Hint {row.unlocked + 1} of {hints.length}
          </button>
        )}
        {row.anchor !== undefined && (
          <a class="btn btn-sm btn-plain" href={`#${row.anchor}`}>
            <Icon name="book" />
            Read about it
          </a>
        )}
      </p>
    </div>
  );
}

function TryIt({ command, bench }: { command: string; bench: Bench }) {
  const copied = useSignal(false);
  return (
    <div class="wb-try">
      <code class="wb-cmd">{command}</code>
      <div class="wb-try-acts">
        <span class="wb-lbl" role="status">
          {copied.value ? 'Copied' : 'See for yourself'}
        </span>
        <button
          class="btn btn-sm btn-plain"
          type="button"
          onClick={async () => {
            copied.value = await copyText(command);
          }}
        >
          <Icon name="copy" />
          Copy
        </button>
        <button
          class="btn btn-sm"
          type="button"
          disabled={bench.connection.phase.value !== 'ready'}
          onClick={() => bench.runCommand({ command, run: true })}
        >
          <Icon name="term" />
          Run
        </button>
      </div>
    </div>
  );
}
