import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';

export interface FindBarProps {
  readonly find: (text: string, direction: 'next' | 'previous') => boolean;
  readonly close: () => void;
}

/** Searches what the terminal printed. Enter: next, Shift+Enter: previous, Escape: close. */
export function FindBar({ find, close }: FindBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const found = useSignal(true);
  useEffect(() => input.current?.focus(), []);
  const go = (direction: 'next' | 'previous') => {
    const text = input.current?.value ?? '';
    found.value = text === '' || find(text, direction);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.ctrlKey) go(event.shiftKey ? 'previous' : 'next');
  };
  return (
    <search class="wb-find">
      <input
        ref={input}
        type="text"
        aria-label="Find in terminal"
        placeholder="Find"
        autocomplete="off"
        spellcheck={false}
        onInput={() => go('next')}
        onKeyDown={onKeyDown}
      />
      <span class="tiny muted" role="status">
        {found.value ? '' : 'Not found'}
      </span>
      <button class="iconbtn" type="button" aria-label="Previous" onClick={() => go('previous')}>
        <Icon name="up" />
      </button>
      <button class="iconbtn" type="button" aria-label="Next" onClick={() => go('next')}>
        <Icon name="down" />
      </button>
      <button class="iconbtn" type="button" aria-label="Close search" onClick={close}>
        <Icon name="close" />
      </button>
    </search>
  );
}
