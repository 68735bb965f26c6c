/** What each key sends, as a terminal encodes it. */
const KEYS = [
  { label: 'Tab', says: 'Tab: complete', sends: '\t' },
  { label: 'Esc', says: 'Esc: escape', sends: '\u001b' },
  { label: '^C', says: '^C: interrupt', sends: '\u0003' },
  { label: '^D', says: '^D: end of input', sends: '\u0004' },
  { label: '↑', says: '↑: earlier command', sends: '\u001b[A' },
  { label: '↓', says: '↓: later command', sends: '\u001b[B' },
] as const;

/** Keys that the keyboards of phones lack; seen only where the pointer is a finger. */
export function TouchKeys({ send }: { send: (keys: string) => void }) {
  return (
    <fieldset class="wb-touch" aria-label="Terminal keys">
      {KEYS.map(({ label, says, sends }) => (
        <button
          key={label}
          class="btn btn-sm"
          type="button"
          aria-label={says}
          // The keyboard on the screen stays: the terminal keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => send(sends)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
