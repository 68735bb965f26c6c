import { Icon } from '../../workbench/icon.tsx';
import type { Submitting } from './submitting.ts';

/** Why it did not work, read out at once. */
export function Trouble({ of }: { of: Submitting['trouble'] }) {
  return (
    <div role="alert" class="alert-slot">
      {of && (
        <p class="note trouble" data-trouble={of.code}>
          <Icon name="fail" /> {of.message}
        </p>
      )}
    </div>
  );
}
