import type { Assignment, SectionHeader, Span, UnitDocument } from '../../parser/document.ts';
import type { SpanFix } from './advice.ts';

/** A unit file as a reader sees it: what each setting amounts to at the end of the file. */
export class UnitView {
  readonly name: string;
  readonly document: UnitDocument;
  readonly #assignments: readonly Assignment[];

  constructor(name: string, document: UnitDocument) {
    this.name = name;
    this.document = document;
    this.#assignments = document.items.filter((item) => item.kind === 'assignment');
  }

  /** The part behind the last dot: `socket`. A drop-in is of the type of its unit. */
  get type(): string {
    const unit = this.isDropIn ? this.name.slice(0, this.name.lastIndexOf('.d/')) : this.name;
    return unit.slice(unit.lastIndexOf('.') + 1);
  }

  /** `echo.socket.d/port.conf`: only part of a unit, so that nothing can be missing from it. */
  get isDropIn(): boolean {
    return /\.d\/[^/]*$/.test(this.name);
  }

  get isTemplate(): boolean {
    return /@\.[a-z]+$/.test(this.name);
  }

  header(section: string): SectionHeader | undefined {
    return this.document.items.find(
      (item): item is SectionHeader => item.kind === 'section' && item.name === section,
    );
  }

  /** Assignments in order; of all keys when none is named. */
  all(section: string, key?: string): readonly Assignment[] {
    return this.#assignments.filter(
      (one) => one.section === section && (key === undefined || one.key === key),
    );
  }

  /** Those behind the last empty one, which resets a list. */
  list(section: string, key: string): readonly Assignment[] {
    const all = this.all(section, key);
    return all.slice(all.findLastIndex((one) => one.value === '') + 1);
  }

  /** The one that counts where the last one wins. */
  last(section: string, key: string): Assignment | undefined {
    return this.list(section, key).at(-1);
  }

  value(section: string, key: string): string | undefined {
    return this.last(section, key)?.value;
  }

  /** The last value that is a boolean: systemd ignores the others. */
  boolean(section: string, key: string): boolean | undefined {
    for (const { value } of this.all(section, key).toReversed()) {
      const read = parseBoolean(value);
      if (read !== undefined) return read;
    }
    return undefined;
  }

  /** Words of a list setting, with the assignment they stand in. */
  words(section: string, key: string): readonly { word: string; in: Assignment; from: number }[] {
    return this.list(section, key).flatMap((assignment) =>
      [...assignment.value.matchAll(/\S+/g)].map((match) => ({
        word: match[0],
        in: assignment,
        from: match.index,
      })),
    );
  }
}

/** Booleans as systemd reads them, in any case. */
export function parseBoolean(value: string): boolean | undefined {
  if (/^(?:1|yes|y|true|t|on)$/i.test(value)) return true;
  if (/^(?:0|no|n|false|f|off)$/i.test(value)) return false;
  return undefined;
}

/** Takes whole lines away, with the line break behind them. */
export function removeLines(text: string, { start, end }: Span): { span: Span; text: string } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  return { span: { start: from, end: next === -1 ? text.length : next + 1 }, text: '' };
}

/** Puts a line below an item. */
export function lineBelow(text: string, item: { readonly span: Span }, line: string) {
  const next = text.indexOf('\n', item.span.end);
  const at = next === -1 ? text.length : next + 1;
  return {
    span: { start: at, end: at },
    text: next === -1 ? `\n${line}` : `${line}\n`,
  };
}

/** Adds a setting to a section: below the last one there, or below its header. */
export function addSetting(view: UnitView, section: string, line: string): SpanFix | undefined {
  const anchor = view.all(section).at(-1) ?? view.header(section);
  if (!anchor) return undefined;
  return { title: `Add ${line}`, edits: [lineBelow(view.document.text, anchor, line)] };
}

/** Takes one assignment away. */
export function removeSetting(view: UnitView, setting: Assignment): SpanFix {
  return {
    title: `Remove ${setting.key}=`,
    edits: [removeLines(view.document.text, setting.span)],
  };
}

/** Takes a setting away with what it overrides: an earlier one would count instead. */
export function removeAll(view: UnitView, { section = '', key }: Assignment): SpanFix {
  const edits: { span: Span; text: string }[] = [];
  for (const { span } of view.all(section, key)) {
    const edit = removeLines(view.document.text, span);
    // A lone CR or a NUL ends a line for systemd, not for an editor.
    if (edit.span.start >= (edits.at(-1)?.span.end ?? 0)) edits.push(edit);
  }
  return { title: `Remove ${key}=`, edits };
}

export function setValue(setting: Assignment, value: string): SpanFix {
  return {
    title: `Change to ${value}`,
    edits: [{ span: setting.valueSpan, text: value }],
  };
}
