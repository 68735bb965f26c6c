import { useEffect, useRef, useState } from 'preact/hooks';
import { unitTokens } from '../components/lesson/unit-tokens.ts';
import { startUnitFiles, type UnitFilesClient } from '../unit-files/client.ts';
import { Icon } from '../workbench/icon.tsx';
import type { Grade } from './log.ts';
import { type Judgement, judgeRepair, repairWorkspace } from './repair.ts';
import type { RepairTask } from './served.ts';

interface Props {
  readonly task: RepairTask;
  readonly revealed: boolean;
  onAnswer(suggested: Grade): void;
}

/** A file to repair, judged by what systemd would say; afterwards one way to write it. */
export function RepairAnswer({ task, revealed, onAnswer }: Props) {
  const [content, setContent] = useState(task.content);
  const [verdict, setVerdict] = useState<Judgement | null>(null);
  const [trouble, setTrouble] = useState('');
  const [tries, setTries] = useState(0);
  const client = useRef<UnitFilesClient | null>(null);
  useEffect(() => () => client.current?.dispose(), []);

  const check = async (): Promise<void> => {
    setTrouble('');
    try {
      client.current ??= startUnitFiles();
      const workspace = repairWorkspace(task, content);
      const found = await client.current.diagnose({ workspace, version: 252 });
      const judged = judgeRepair(task, content, found);
      setVerdict(judged);
      setTries(tries + 1);
      if (judged.ok) onAnswer(tries === 0 ? 3 : 2);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <div class="attempt">
      <label for="repair">{task.name}</label>
      <textarea
        id="repair"
        data-focus={revealed ? undefined : true}
        rows={task.content.split('\n').length + 1}
        value={content}
        readOnly={revealed}
        onInput={(event) => setContent(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void check();
        }}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={20_000}
      />
      {Object.entries(task.companions).map(([name, text]) => (
        <Companion key={name} name={name} text={text} />
      ))}
      <div role="status">
        {verdict && <Outcome verdict={verdict} />}
        {trouble && <p class="c-fail">{trouble}</p>}
      </div>
      {revealed ? (
        <Print name="One way to write it" text={task.solution} />
      ) : (
        <p class="row">
          <button class="btn btn-main btn-big" type="button" onClick={() => void check()}>
            Check the file
          </button>
          <button class="btn btn-big" type="button" onClick={() => onAnswer(1)}>
            Show the answer
          </button>
        </p>
      )}
    </div>
  );
}

function Outcome({ verdict: { ok, problems } }: { verdict: Judgement }) {
  if (ok) {
    return (
      <p class="st c-pass">
        <Icon name="pass" /> Valid, and it says what it must
      </p>
    );
  }
  return (
    <>
      <p class="st c-fail">
        <Icon name="fail" /> Not yet
      </p>
      <ul class="problems">
        {problems.slice(0, 5).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </>
  );
}

function Companion({ name, text }: { name: string; text: string }) {
  return (
    <details>
      <summary>{name}</summary>
      <Print name={name} text={text} />
    </details>
  );
}

function Print({ name, text }: { name: string; text: string }) {
  return (
    <figure class="print">
      <figcaption>{name}</figcaption>
      <pre class="code plain">
        <code>
          {text
            .trimEnd()
            .split('\n')
            .map((line, index) => (
              <span class="l" key={index}>
                {unitTokens(line).map(({ kind, text }, at) => (
                  <span class={kind} key={at}>
                    {text}
                  </span>
                ))}
              </span>
            ))}
        </code>
      </pre>
    </figure>
  );
}
