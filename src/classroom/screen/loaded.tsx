import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { troubleOf } from '../form/submitting.ts';
import { Trouble } from '../form/Trouble.tsx';

export interface Loaded<T> {
  readonly value: T | null;
  readonly trouble: { readonly code: string; readonly message: string } | null;
  reload(): Promise<void>;
}

/** Asks the server once, and again when told to. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [trouble, setTrouble] = useState<Loaded<T>['trouble']>(null);
  const reload = useCallback(async () => {
    try {
      setValue(await load());
      setTrouble(null);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  }, []);
  useEffect(() => void reload(), [reload]);
  return { value, trouble, reload };
}

/** In place of a screen that has nothing to show yet: why. */
export function Waiting({ of, children }: { of: Loaded<unknown>; children?: ComponentChildren }) {
  if (!of.trouble) return <p role="status">Loading.</p>;
  return (
    <>
      <Trouble of={of.trouble} />
      {of.trouble.code === 'not-yours' || of.trouble.code === 'not-signed-in' ? (
        <p>
          <a class="btn" href="/class/sign-in/">
            Sign in
          </a>
        </p>
      ) : of.trouble.code === 'unknown-class' ? (
        <p>
          <a class="btn" href="/class/">
            Labs
          </a>
        </p>
      ) : (
        <p>
          <button class="btn" type="button" onClick={() => void of.reload()}>
            Try again
          </button>
        </p>
      )}
      {children}
    </>
  );
}
