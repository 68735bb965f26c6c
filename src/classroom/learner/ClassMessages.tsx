import { useState } from 'preact/hooks';
import type { AccessEntry } from '../../schemas/classroom/learner.ts';
import type { Message } from '../../schemas/classroom/live.ts';
import { copyText } from '../../workbench/clipboard.ts';
import { currentBench } from '../../workbench/current.ts';
import { Inline } from '../../workbench/Inline.tsx';
import { Icon } from '../../workbench/icon.tsx';
import { timeOfDay } from '../grid/duration.ts';
import { SendForm } from '../instructor/SendForm.tsx';
import { Name } from '../Name.tsx';
import { logWords } from './log-words.ts';

interface Props {
  readonly messages: readonly Message[];
  /** The whole conversation with its log; absent where only what is new is shown. */
  readonly log?: readonly AccessEntry[];
  readonly onSay?: (text: string) => Promise<void>;
  readonly onAnswer?: () => void;
  readonly onClose: () => void;
}

/** What the instructor wrote, and who saw or did what of the learner's. */
export function ClassMessages({ messages, log, onSay, onAnswer, onClose }: Props) {
  const [writing, setWriting] = useState(false);
  return (
    <div class="cbar-panel" data-messages>
      <div class="row spread">
        <h2 class="tag">{onSay ? 'Messages' : 'New message'}</h2>
        <button class="iconbtn" type="button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {messages.length === 0 && <p class="small muted">Nobody has written anything yet.</p>}
      <ol class="thread" aria-live="polite">
        {messages.map((message) => (
          <li key={message.id} data-kind={message.kind}>
            <b>
              <Name of={message.from.name} />
            </b>{' '}
            <time>{timeOfDay(message.at)}</time>
            {message.kind === 'hint' && <span class="chip">Hint</span>}
            <Said message={message} />
          </li>
        ))}
      </ol>
      {onAnswer && (
        <p>
          <button class="btn btn-sm" type="button" onClick={onAnswer}>
            Answer
          </button>
        </p>
      )}
      {onSay &&
        (writing ? (
          <SendForm
            label="Your message"
            hint="Your instructor reads it, the class does not."
            send="Send"
            onSend={async (text) => {
              await onSay(text);
              setWriting(false);
            }}
            onCancel={() => setWriting(false)}
          />
        ) : (
          <p>
            <button class="btn btn-sm" type="button" onClick={() => setWriting(true)}>
              Write
            </button>
          </p>
        ))}
      {log && <AccessLog log={log} />}
    </div>
  );
}

function Said({ message }: { message: Message }) {
  if (message.kind !== 'command') {
    return (
      <p>
        <Inline text={message.text} />
      </p>
    );
  }
  const bench = currentBench.value;
  return (
    <div class="said-command">
      <code>{message.text}</code>
      <button class="btn btn-sm" type="button" onClick={() => void copyText(message.text)}>
        <Icon name="copy" />
        Copy
      </button>
      {bench && (
        <button
          class="btn btn-sm"
          type="button"
          disabled={bench.connection.phase.value !== 'ready'}
          onClick={() => bench.runCommand({ command: message.text, run: false })}
        >
          <Icon name="term" />
          Type it
        </button>
      )}
    </div>
  );
}

/** Who did or saw what: the same lines the instructor's side leaves. */
export function AccessLog({ log }: { log: readonly AccessEntry[] }) {
  return (
    <details class="log">
      <summary>Who saw or did what of yours ({log.length})</summary>
      {log.length === 0 ? (
        <p class="small muted">Nobody has looked at anything.</p>
      ) : (
        <ol class="access-log">
          {log.toReversed().map((entry) => (
            <li key={`${entry.at}${entry.by}${entry.what}${entry.did}`}>
              <time>{timeOfDay(entry.at)}</time> <Name of={entry.by} /> {logWords(entry)}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
