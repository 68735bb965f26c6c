import type { ShownOutput } from './served.ts';

/** What a command printed on a real machine: the question above it asks what it tells. */
export function RecordedOutput({ output }: { output: ShownOutput }) {
  const { command, text, caption } = output;
  return (
    <figure class="recorded" aria-label={`Output of ${command}`}>
      <p class="cmd">
        <span aria-hidden="true">$ </span>
        <code>{command}</code>
      </p>
      {text ? (
        // What the question is about must not be out of sight, so long lines are broken and the
        // rest of them is set in.
        <pre class="code">
          {text.split('\n').map((line, index) => (
            <span key={index}>{`${line}\n`}</span>
          ))}
        </pre>
      ) : (
        <p class="silent">Prints nothing.</p>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
