import { useState } from 'preact/hooks';
import type { RosterReport } from '../../schemas/classroom/class.ts';
import { copyText } from '../../workbench/clipboard.ts';
import { Name } from '../Name.tsx';

interface Props {
  readonly report: RosterReport;
  /** Of the class. */
  readonly title: string;
}

/** What became of a list: the rows that were left out, and the codes to hand out. */
export function RosterOutcome({ report, title }: Props) {
  const { added, problems } = report;
  return (
    <div class="outcome">
      {problems.length > 0 && (
        <div>
          <p>
            <b>{problems.length === 1 ? '1 row' : `${problems.length} rows`} not added:</b>
          </p>
          <ul class="dots" data-problems>
            {problems.map(({ row, message }) => (
              <li key={row}>
                Row {row}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>
        <b>{added.length === 1 ? '1 learner added.' : `${added.length} learners added.`}</b>
        {added.length > 0 &&
          ' Their codes are shown only now. Print or copy them, and hand them out.'}
      </p>
      {added.length > 0 && <Codes added={added} title={title} />}
    </div>
  );
}

/** The only part of the page that goes onto paper: see styles/class/results.css. */
function Codes({ added, title }: Pick<RosterReport, 'added'> & Pick<Props, 'title'>) {
  const [copied, setCopied] = useState('');
  const lines = added.map(({ name, returnCode }) => `${name}\t${returnCode}`).join('\n');
  const copy = async () => {
    const done = await copyText(lines);
    setCopied(done ? 'Copied.' : 'This browser does not let pages copy. Select the table instead.');
  };
  return (
    <>
      <p class="row screen-only">
        <button class="btn" type="button" onClick={() => window.print()}>
          Print the codes
        </button>
        <button class="btn" type="button" onClick={() => void copy()}>
          Copy the codes
        </button>
        <span class="small muted" role="status">
          {copied}
        </span>
      </p>
      <table class="list" data-codes>
        <caption>
          <Name of={title} />: come in at {location.origin}/class/ with your return code.
        </caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Return code</th>
          </tr>
        </thead>
        <tbody>
          {added.map(({ name, returnCode }) => (
            <tr key={returnCode}>
              <th scope="row">
                <Name of={name} />
              </th>
              <td>
                <code>{returnCode}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
