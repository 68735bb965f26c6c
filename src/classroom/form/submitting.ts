import { useState } from 'preact/hooks';
import { SessionError } from '../../session/session.ts';

export interface Submitting {
  readonly busy: boolean;
  /** Why the last attempt failed, in words; what was entered is kept. */
  readonly trouble: { readonly code: string; readonly message: string } | null;
  /** Runs one attempt; a second one while it runs is ignored. */
  run(work: () => Promise<void>): Promise<void>;
}

/** An attempt at a time, and the words of the one that failed. */
export function useSubmitting(): Submitting {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Submitting['trouble']>(null);
  return {
    busy,
    trouble,
    async run(work) {
      if (busy) return;
      setBusy(true);
      setTrouble(null);
      try {
        await work();
      } catch (error) {
        setTrouble(troubleOf(error));
      } finally {
        setBusy(false);
      }
    },
  };
}

export function troubleOf(error: unknown): { code: string; message: string } {
  if (error instanceof SessionError) return { code: error.code, message: error.message };
  console.error(error);
  return {
    code: 'page',
    message: 'Something in this page failed. Nothing was sent. Reload the page and try again.',
  };
}
