import { useState } from 'preact/hooks';
import { copyText } from '../workbench/clipboard.ts';
import { Icon } from '../workbench/icon.tsx';

/** A code or a link to take along: large, selectable, with a button that copies it. */
export function CopyField({ label, value, name }: { label: string; value: string; name: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div class="copyfield">
      <span class="cf-label" id={`copy-${name}`}>
        {label}
      </span>
      <output class="cf-value" aria-labelledby={`copy-${name}`} data-copy={name}>
        {value}
      </output>
      <button
        class="btn"
        type="button"
        aria-describedby={`copy-${name}`}
        onClick={async () => setCopied(await copyText(value))}
      >
        <Icon name="copy" />
        Copy
      </button>
      <span class="small muted" role="status">
        {copied === true && 'Copied'}
        {copied === false && 'The browser does not allow copying. Select it and copy it yourself.'}
      </span>
    </div>
  );
}
