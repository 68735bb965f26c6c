import type { ShownOutput } from './served.ts';

/** What a command printed on a real machine: the question above it asks what it tells. */
export function RecordedOutput({ output }: { output: ShownOutput }) {
  const { command, text, columns, caption } = output;
  return (
    <figure class="recorded" aria-label={`Output of ${command}`}>
      <p class="cmd">
        <span aria-hidden="true">$ </span>
        <code>{command}</code>
      </p>
      {text ? (
        // A table is scrolled sideways, so it takes the focus; other lines are broken.
        <pre
          class={columns ? 'code columns' : 'code'}
          {...(columns && { tabIndex: 0, role: 'group', 'aria-label': 'The output, in columns' })}
        >
          {text}
        </pre>
      ) : (
        <p class="silent">Prints nothing.</p>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
