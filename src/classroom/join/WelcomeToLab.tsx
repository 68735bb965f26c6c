import { useEffect, useRef } from 'preact/hooks';
import type { Joined } from '../../schemas/classroom/people.ts';
import { CopyField } from '../CopyField.tsx';
import { Name } from '../Name.tsx';

/** Shown once, after joining: the code that brings a learner back. */
export function WelcomeToLab({ joined }: { joined: Joined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main id="main" class="labs">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          You are in, as <Name of={joined.name} />
        </h1>
      </header>
      <section class="panel" aria-labelledby="keep-h">
        <h2 id="keep-h">Keep this code</h2>
        <p>
          With it you come back from another browser or device, to the same results. It is yours
          alone, and it is shown only this once.
        </p>
        <CopyField label="Your return code" value={joined.returnCode} name="return-code" />
        <p>
          <a class="btn btn-main" href="/class/">
            I have kept it
          </a>
        </p>
      </section>
    </main>
  );
}
