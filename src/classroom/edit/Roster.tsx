import { useState } from 'preact/hooks';
import type { RosterReport } from '../../schemas/classroom/class.ts';
import { classroom } from '../api.ts';
import { Field } from '../form/Field.tsx';
import { useSubmitting } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';
import { RosterOutcome } from './RosterOutcome.tsx';

/** Files larger than this are no list of learners, bytes. */
const MAX_FILE_BYTES = 256 * 1024;

/** Names from a file, each with the code that lets its owner in. */
export function Roster({ id, title }: { id: string; title: string }) {
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<RosterReport | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const { busy, trouble, run } = useSubmitting();
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) {
      setUnread('This file is larger than 256 KiB. Choose a list of names.');
      return;
    }
    setUnread(null);
    setCsv(await file.text());
  };
  return (
    <section class="panel" aria-labelledby="roster-h">
      <h2 id="roster-h">Names from a list</h2>
      <p>
        Not needed: learners can write their own names when they join. With a list, each gets a code
        of their own that you hand out.
      </p>
      <form
        class="cform"
        data-form="roster"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => setReport(await classroom.roster(id, csv)));
        }}
      >
        <Field
          label="CSV file"
          hint="One learner a row, with a column called name, or with the names in the first column."
          wrong={unread}
        >
          {(attributes) => (
            <input
              {...attributes}
              type="file"
              accept=".csv,text/csv,text/plain"
              onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
            />
          )}
        </Field>
        <Field label="Or paste it here">
          {(attributes) => (
            <textarea
              {...attributes}
              class="mono"
              name="csv"
              rows={4}
              value={csv}
              spellcheck={false}
              onInput={({ currentTarget }) => setCsv(currentTarget.value)}
            />
          )}
        </Field>
        <Trouble of={trouble} />
        <p>
          <button class="btn" type="submit" aria-disabled={busy || csv.trim() === ''}>
            Add these learners
          </button>
        </p>
      </form>
      <div role="status">{report && <RosterOutcome report={report} title={title} />}</div>
    </section>
  );
}
