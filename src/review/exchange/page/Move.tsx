import { useState } from 'preact/hooks';
import { renderSVG } from 'uqr';
import { mergeProgress, type Progress } from '../../../progress/progress.ts';
import { groupCode } from '../../../transfer/code.ts';
import { receive, type Sent, send, type TransferEffects } from '../../../transfer/transfer.ts';
import type { DeskClient } from '../desk-client.ts';
import { Task } from './Task.tsx';
import { count, sayRestored } from './words.ts';

export interface MoveProps {
  readonly desk: DeskClient;
  readonly effects: TransferEffects;
  /** Address of this page, for the other device. */
  readonly address: string;
  /** The code in the address, when the other device's picture was followed. */
  readonly given: string;
  progress(): Progress;
  /** False when the browser does not keep it. */
  changeProgress(change: (progress: Progress) => Progress): boolean;
}

/** Everything, from this device to another or the other way, by a code that works for ten minutes. */
export function Move(props: MoveProps) {
  return (
    <>
      <Send {...props} />
      <Receive {...props} />
    </>
  );
}

function Send({ desk, effects, address, progress }: MoveProps) {
  const [sent, setSent] = useState<Sent | null>(null);
  const run = async () => {
    setSent(null);
    const saved = await desk.call('saveProfile', progress());
    setSent(await send(saved.bytes, effects));
    return `${count(saved.entries, 'entry', 'entries')} of your log, your settings and your progress wait for the other device.`;
  };
  return (
    <section class="panel" aria-labelledby="send">
      <div class="phead">
        <h2 class="tag" id="send">
          From here
        </h2>
      </div>
      <div class="pbody">
        <p>
          What you have is sealed on this device with a code that only you see. The server keeps it
          for ten minutes and cannot read it.
        </p>
        <Task label={sent ? 'Make a new code' : 'Make a code'} run={run} main />
        {sent && <Code sent={sent} address={address} />}
      </div>
    </section>
  );
}

function Code({ sent: { code, expiresAt }, address }: { sent: Sent; address: string }) {
  const until = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(expiresAt);
  const grouped = groupCode(code);
  const link = `${address}#${code}`;
  return (
    <div class="code-card" data-slot="code">
      {/* Our own drawing of our own address. */}
      <div
        class="qr"
        role="img"
        aria-label={`Picture of the address ${link}`}
        dangerouslySetInnerHTML={{ __html: renderSVG(link, { border: 2 }) }}
      />
      <div>
        <p class="transfer-code mono" data-code={code}>
          {grouped}
        </p>
        <p>
          On the other device, open this page and type the code, or point its camera at the picture.
          It works until {until}.
        </p>
      </div>
    </div>
  );
}

function Receive({ desk, effects, given, progress, changeProgress }: MoveProps) {
  const [typed, setTyped] = useState(given);
  const run = async () => {
    const bundle = await receive(typed, effects);
    const result = await desk.call('restoreProfile', bundle, progress());
    if (!changeProgress((mine) => mergeProgress(mine, result.progress))) {
      throw new Error(
        'The reviews came in, but the browser did not keep the progress in the course. Free some space, then take it in again.',
      );
    }
    return sayRestored('What was sent', result);
  };
  return (
    <section class="panel" aria-labelledby="receive">
      <div class="phead">
        <h2 class="tag" id="receive">
          To here
        </h2>
      </div>
      <div class="pbody">
        <p>
          What comes in is added to what is here: of two devices neither loses anything. Send it
          back the same way, and both have the same.
        </p>
        <label class="code-field">
          Code from the other device
          <input
            class="mono"
            autocapitalize="characters"
            autocomplete="off"
            spellcheck={false}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <Task label="Take it in" run={run} main={given !== ''} />
      </div>
    </section>
  );
}
