import { useEffect, useState } from 'preact/hooks';
import { HAS_BACKEND } from '../../../backend.ts';
import { sayStorage, storageState } from '../../../offline/persistence.ts';
import { mergeProgress, type Progress } from '../../../progress/progress.ts';
import type { DeskClient } from '../desk-client.ts';
import { FileTask, Task } from './Task.tsx';
import { count, sayFromAnki, sayFromText, sayProfile, sayRestored, saySaved } from './words.ts';

export interface ExchangeProps {
  readonly desk: DeskClient;
  progress(): Progress;
  /** False when the browser does not keep it. */
  changeProgress(change: (progress: Progress) => Progress): boolean;
  /** Hands a file to the person. */
  deliver(file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }): void;
}

const bytesOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.arrayBuffer());

interface OwnProps extends ExchangeProps {
  /** Cards of one's own. */
  readonly own: number;
  countOwn(): Promise<void>;
}

export function Exchange(props: ExchangeProps) {
  const { desk } = props;
  const [own, setOwn] = useState(0);
  const countOwn = () => desk.call('countOwn').then(setOwn);
  // Without a store there are none; the buttons say why.
  useEffect(() => void countOwn().catch(() => setOwn(0)), [desk]);
  const all = { ...props, own, countOwn };
  return (
    <>
      <Everything {...all} />
      <Anki {...all} />
      <Tables {...all} />
    </>
  );
}

function Everything({ desk, progress, changeProgress, deliver, countOwn }: OwnProps) {
  const save = async () => {
    const saved = await desk.call('saveProfile', progress());
    deliver(saved);
    return sayProfile(saved);
  };
  const restore = async (file: File) => {
    const result = await desk.call('restoreProfile', await bytesOf(file), progress());
    await countOwn();
    if (!changeProgress((mine) => mergeProgress(mine, result.progress))) {
      throw new Error(
        'The reviews came in, but the browser did not keep the progress in the course. Free some space, then take the file in again.',
      );
    }
    return sayRestored(file.name, result);
  };
  return (
    <section class="panel" aria-labelledby="everything">
      <div class="phead">
        <h2 class="tag" id="everything">
          Everything
        </h2>
      </div>
      <div class="pbody">
        <p>
          One file with your reviews, your settings, your progress in the course and your own cards:
          a backup, and the way to another device. Taking a file in adds what is missing here.
          Nothing you have is replaced.
        </p>
        <Task label="Save everything" run={save} main />
        <FileTask
          label="Take in a saved file"
          accept=".gz,.json,application/gzip,application/json"
          run={restore}
        />
        {HAS_BACKEND && (
          <p>
            Both devices at hand? <a href="/review/move">Move everything by a code</a>.
          </p>
        )}
        <StorageNote />
      </div>
    </section>
  );
}

function StorageNote() {
  const [words, setWords] = useState('');
  useEffect(
    () => void storageState(navigator.storage).then((kept) => setWords(sayStorage(kept))),
    [],
  );
  return <p class="muted">{words}</p>;
}

function Anki({ desk, deliver }: ExchangeProps) {
  const [scheduling, setScheduling] = useState(true);
  const save = async () => {
    const saved = await desk.call('saveApkg', { scheduling });
    deliver(saved);
    return saySaved(saved);
  };
  const takeIn = async (file: File) =>
    sayFromAnki(file.name, await desk.call('takeInAnki', await bytesOf(file)));
  return (
    <section class="panel" aria-labelledby="anki">
      <div class="phead">
        <h2 class="tag" id="anki">
          Anki
        </h2>
      </div>
      <div class="pbody">
        <p>
          A package with every card. Anki knows the cards again: a second import updates them and
          doubles none. It keeps its own dates for cards it has.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            checked={scheduling}
            onChange={({ currentTarget }) => setScheduling(currentTarget.checked)}
          />
          With my due dates and reviews
        </label>
        <Task label="Save a package for Anki" run={save} />
        <p>
          If you review in Anki, export the deck there with its scheduling and take the package in
          here: the reviews come into your log, each of them once.
        </p>
        <FileTask label="Take in reviews from Anki" accept=".apkg,.colpkg" run={takeIn} />
      </div>
    </section>
  );
}

function Tables({ desk, deliver, own, countOwn }: OwnProps) {
  const save = (reader: 'anki' | 'spreadsheet') => async () => {
    const saved = await desk.call('saveText', { for: reader });
    deliver(saved);
    return saySaved(saved);
  };
  const takeIn = async (file: File) => {
    const result = await desk.call('takeInText', await bytesOf(file));
    await countOwn();
    return sayFromText(file.name, result);
  };
  const discard = async () => {
    const gone = await desk.call('discardOwn');
    await countOwn();
    return `${count(gone, 'card')} of your own ${gone === 1 ? 'is' : 'are'} gone. Their reviews stay in your log.`;
  };
  return (
    <section class="panel" aria-labelledby="tables">
      <div class="phead">
        <h2 class="tag" id="tables">
          Tables
        </h2>
      </div>
      <div class="pbody">
        <p>
          Cards of your own come in as a table: question, answer, one card a row, separated by tabs,
          commas or semicolons, with Anki’s file headers if there are any. They get a deck of their
          own among your reviews. Taking in a changed table changes your cards.
        </p>
        <FileTask
          label="Take in your own cards"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          run={takeIn}
        />
        <p>
          All cards as text: tab separated for Anki, which needs the package’s note types first, or
          as plain text for a spreadsheet.
        </p>
        <Task label="Save as text for Anki" run={save('anki')} />
        <Task label="Save for a spreadsheet" run={save('spreadsheet')} />
        <Discard own={own} run={discard} />
      </div>
    </section>
  );
}

/** Asks once more: what is gone comes back only from a file. */
function Discard({ own, run }: { own: number; run: () => Promise<string> }) {
  const [asked, setAsked] = useState(false);
  const [said, setSaid] = useState('');
  const discard = () => {
    setAsked(false);
    run().then(setSaid, (error: unknown) => setSaid(String(error)));
  };
  return (
    <div class="task">
      {own > 0 && !asked && (
        <button class="btn btn-plain" type="button" onClick={() => setAsked(true)}>
          Discard {count(own, 'card')} of your own
        </button>
      )}
      {own > 0 && asked && (
        <>
          <button class="btn" type="button" onClick={discard}>
            Yes, discard {own === 1 ? 'it' : `all ${own}`}
          </button>
          <button class="btn btn-plain" type="button" onClick={() => setAsked(false)}>
            Keep
          </button>
        </>
      )}
      <p role="status">{said}</p>
    </div>
  );
}
