/** A sequence diagram as data. */

interface Lane {
  readonly id: string;
  /** "Client", "systemd": short enough for a phone. */
  readonly name: string;
  /** What plays the part, in the machine's words: `nc`, `demo-echo.socket`. Left out on phones. */
  readonly detail?: string;
}

export type Beat =
  /** Something goes from one lane to another. Messages are numbered in order. */
  | {
      readonly kind: 'message';
      readonly from: string;
      readonly to: string;
      readonly text: string;
      /** Drawn in the accent colour: the path of the learner's own data. */
      readonly hot?: boolean;
    }
  /** Something a lane does by itself, or a fact about it. */
  | { readonly kind: 'note'; readonly lane: string; readonly text: string }
  /** A new phase begins. */
  | { readonly kind: 'phase'; readonly text: string }
  /** From here on, until `end`, a process or a listening socket exists on that lane. */
  | { readonly kind: 'begin'; readonly lane: string }
  | { readonly kind: 'end'; readonly lane: string };

export interface Sequence {
  readonly title: string;
  readonly lanes: readonly Lane[];
  readonly beats: readonly Beat[];
}

/** The same story in words, for those who do not see the drawing. */
export function describe({ lanes, beats }: Sequence): string {
  const name = (id: string) => lanes.find((lane) => lane.id === id)?.name ?? id;
  let count = 0;
  const sentences = beats.flatMap((beat) => {
    switch (beat.kind) {
      case 'message':
        count += 1;
        return `${count}: ${name(beat.from)} to ${name(beat.to)}: ${beat.text}.`;
      case 'note':
        return `${name(beat.lane)}: ${beat.text}.`;
      case 'phase':
        return `${beat.text}.`;
      default:
        return [];
    }
  });
  return sentences.join(' ');
}
