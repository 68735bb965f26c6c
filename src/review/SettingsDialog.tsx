import { useRef, useState } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { intervalFor } from './schedule.ts';
import type { ReviewSettings } from './settings.ts';
import { costOf, type Field, readTyped, type Typed, typedOf } from './settings-form.ts';

interface Props {
  readonly settings: ReviewSettings;
  readonly keys: boolean;
  readonly swipe: boolean;
  onKeys(on: boolean): void;
  onSwipe(on: boolean): void;
  /** Throws what the store says. */
  onSave(settings: ReviewSettings): Promise<void>;
  onClose(): void;
}

const FIELDS: readonly (readonly [Field, label: string, hint: string])[] = [
  ['retention', 'Share of cards to remember, in %', ''],
  ['newPerDay', 'New cards a day', ''],
  ['reviewsPerDay', 'Reviews a day, at most', ''],
  ['dayStartsAt', 'Hour at which a day begins', 'With 4, a late evening still counts for today.'],
  ['leechAfter', 'Times forgotten until a card is a leech', ''],
  [
    'learningSteps',
    'Steps of a new card, in minutes',
    'Waits between its first questions. Empty: asked in days at once.',
  ],
  ['relearningSteps', 'Steps of a forgotten card, in minutes', ''],
];

/** What a person may set. What is typed stays until it is saved or the dialog is closed. */
export function SettingsDialog(props: Props) {
  const [typed, setTyped] = useState<Typed>(() => typedOf(props.settings));
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const { settings, problems } = readTyped(typed);

  const save = async (close: () => void): Promise<void> => {
    setTried(true);
    if (!settings) {
      const [first] = FIELDS.filter(([field]) => problems[field]);
      if (first) form.current?.querySelector<HTMLInputElement>(`#set-${first[0]}`)?.focus();
      return;
    }
    try {
      await props.onSave(settings);
      close();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <Dialog title="Settings" onClose={props.onClose}>
      {(close) => (
        <form
          class="settings"
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save(close);
          }}
        >
          {FIELDS.map(([field, label, hint]) => (
            <Setting
              key={field}
              field={field}
              label={label}
              hint={
                field === 'retention' && settings ? costOf(settings.retention, intervalFor) : hint
              }
              problem={tried ? problems[field] : undefined}
              value={typed[field]}
              onInput={(value) => setTyped({ ...typed, [field]: value })}
            />
          ))}
          <Switch label="Use single keys" on={props.keys} onSwitch={props.onKeys} />
          <Switch
            label="Grade by swiping: left Again, right Good"
            on={props.swipe}
            onSwitch={props.onSwipe}
          />
          <p class="tiny muted">
            A change counts for every card at once: the dates are worked out anew from your reviews.
          </p>
          {trouble && (
            <p class="c-fail" role="alert">
              {trouble}
            </p>
          )}
          <p class="row">
            <button class="btn btn-main" type="submit">
              Save the settings
            </button>
            <button class="btn" type="button" onClick={close}>
              Leave them as they were
            </button>
          </p>
        </form>
      )}
    </Dialog>
  );
}

interface SettingProps {
  readonly field: Field;
  readonly label: string;
  readonly hint: string;
  readonly problem: string | undefined;
  readonly value: string;
  onInput(value: string): void;
}

function Setting({ field, label, hint, problem, value, onInput }: SettingProps) {
  const id = `set-${field}`;
  const steps = field === 'learningSteps' || field === 'relearningSteps';
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={steps ? 'text' : 'decimal'}
        autocomplete="off"
        value={value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hint || problem ? `${id}-about` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {(hint || problem) && (
        <p id={`${id}-about`} class={problem ? 'tiny c-fail' : 'tiny muted'}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  onSwitch(on: boolean): void;
}

function Switch({ label, on, onSwitch }: SwitchProps) {
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
