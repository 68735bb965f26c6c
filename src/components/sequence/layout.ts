/** Places a sequence on a canvas of a given width. Pure arithmetic; drawing is Diagram.astro's. */
import type { Beat, Sequence } from './sequence.ts';
import { textWidth, wrapText } from './wrap.ts';

export const FONT = 13;
const LINE = 17;
const EDGE = 1;
const GAP = 14;
const DISC = 20;
const BAR = 8;
/** Below this width a lane has no room for its detail. */
const DETAIL_LANE = 120;

interface LaneBox {
  readonly id: string;
  readonly name: string;
  readonly detail: string | undefined;
  /** Centre of the lane. */
  readonly x: number;
  readonly left: number;
  readonly width: number;
}

interface Label {
  /** Left edge. */
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly width: number;
  readonly lines: readonly string[];
}

export type Mark =
  | {
      readonly kind: 'message';
      readonly number: number;
      readonly hot: boolean;
      readonly from: number;
      readonly to: number;
      /** Of the arrow. */
      readonly y: number;
      readonly label: Label;
    }
  | {
      readonly kind: 'note';
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
      readonly label: Label;
    }
  | { readonly kind: 'phase'; readonly y: number; readonly label: Label };

interface Bar {
  readonly lane: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly bottom: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly line: number;
  /** Height of the boxes that name the lanes. */
  readonly head: number;
  readonly lanes: readonly LaneBox[];
  readonly marks: readonly Mark[];
  readonly bars: readonly Bar[];
}

/** Lays the sequence out `width` px wide. Throws RangeError when a beat names an unknown lane. */
export function layoutSequence(sequence: Sequence, width: number): Drawing {
  const lanes = placeLanes(sequence, width);
  const head = lanes.some(({ detail }) => detail !== undefined) ? 52 : 32;
  const laneOf = (id: string): LaneBox => {
    const lane = lanes.find((candidate) => candidate.id === id);
    if (!lane) throw new RangeError(`The diagram "${sequence.title}" has no lane ${id}.`);
    return lane;
  };

  const marks: Mark[] = [];
  const bars: Bar[] = [];
  const open = new Map<string, number>();
  const close = (id: string, bottom: number) => {
    const top = open.get(id);
    if (top === undefined) return;
    open.delete(id);
    bars.push({ lane: id, left: laneOf(id).x - BAR / 2, top, width: BAR, bottom });
  };

  let y = head + GAP;
  let number = 0;
  for (const beat of sequence.beats) {
    if (beat.kind === 'begin') {
      laneOf(beat.lane);
      open.set(beat.lane, y - GAP / 2);
    } else if (beat.kind === 'end') {
      laneOf(beat.lane);
      close(beat.lane, y - GAP / 2);
    } else {
      if (beat.kind === 'message') number += 1;
      const placed = placeMark(beat, {
        lanes,
        y,
        width,
        number,
        laneOf,
        isOpen: (id) => open.has(id),
      });
      marks.push(placed.mark);
      y = placed.bottom + GAP;
    }
  }
  for (const id of [...open.keys()]) close(id, y);
  return { width, height: y + EDGE, line: LINE, head, lanes, marks, bars };
}

function placeLanes({ lanes }: Sequence, width: number): readonly LaneBox[] {
  const share = width / Math.max(1, lanes.length);
  return lanes.map(({ id, name, detail }, index) => ({
    id,
    name,
    detail: share >= DETAIL_LANE ? detail : undefined,
    x: share * (index + 0.5),
    left: share * index + (index === 0 ? EDGE : 4),
    width: share - 4 - (index === 0 || index === lanes.length - 1 ? EDGE : 4),
  }));
}

interface Row {
  readonly lanes: readonly LaneBox[];
  readonly y: number;
  readonly width: number;
  readonly number: number;
  readonly laneOf: (id: string) => LaneBox;
  readonly isOpen: (id: string) => boolean;
}

type Drawn = Extract<Beat, { kind: 'message' | 'note' | 'phase' }>;

function placeMark(beat: Drawn, row: Row): { mark: Mark; bottom: number } {
  switch (beat.kind) {
    case 'message':
      return placeMessage(beat, row);
    case 'note':
      return placeNote(beat, row);
    case 'phase':
      return placePhase(beat, row);
  }
}

/** Number and words above the arrow, beginning where the arrow's left end is, if they fit there. */
function placeMessage(beat: Extract<Beat, { kind: 'message' }>, row: Row) {
  const reach = (id: string) => (row.isOpen(id) ? BAR / 2 + 1 : 1);
  const [a, b] = [row.laneOf(beat.from).x, row.laneOf(beat.to).x];
  const direction = b >= a ? 1 : -1;
  const from = a + direction * reach(beat.from);
  const to = b - direction * reach(beat.to);

  const room = Math.max(Math.abs(to - from) - DISC - GAP, Math.min(row.width * 0.55, 240));
  const lines = wrapText(beat.text, FONT, room);
  const wide = widest(lines);
  const x = freeSpot(Math.min(from, to), Math.max(from, to), wide, row);
  const y = row.y + lines.length * LINE + 6;
  const label = { x, y: row.y + FONT, width: wide, lines };
  const mark: Mark = {
    kind: 'message',
    number: row.number,
    hot: beat.hot ?? false,
    from,
    to,
    y,
    label,
  };
  return { mark, bottom: y };
}

/** Left edge of a label above an arrow: beside the open bars it crosses, where there is room. */
function freeSpot(left: number, right: number, wide: number, row: Row): number {
  const inset = 8 + DISC;
  const bars = row.lanes.filter(({ id, x }) => row.isOpen(id) && x > left && x < right);
  const spots = [left, ...bars.map(({ x }) => x)].map((x) => x + inset);
  const free = spots.find(
    (x) =>
      x + wide <= row.width - EDGE &&
      !bars.some((bar) => bar.x + BAR > x - DISC && bar.x - BAR < x + wide),
  );
  return free ?? clamp(left + inset, DISC, row.width - wide - EDGE);
}

function placeNote(beat: Extract<Beat, { kind: 'note' }>, row: Row) {
  const lane = row.laneOf(beat.lane);
  const lines = wrapText(beat.text, FONT, Math.min(row.width * 0.5, 180));
  const width = Math.min(widest(lines) + 20, row.width - 2 * EDGE);
  const height = lines.length * LINE + 12;
  const left = clamp(lane.x - width / 2, EDGE, row.width - width - EDGE);
  const label = { x: left + 10, y: row.y + 6 + FONT, width: width - 20, lines };
  const mark: Mark = { kind: 'note', left, top: row.y, width, height, label };
  return { mark, bottom: row.y + height };
}

function placePhase(beat: Extract<Beat, { kind: 'phase' }>, row: Row) {
  const lines = wrapText(beat.text, FONT, row.width - 2 * EDGE);
  const y = row.y + 6;
  const label = { x: EDGE, y: y + LINE, width: widest(lines), lines };
  const mark: Mark = { kind: 'phase', y, label };
  return { mark, bottom: y + lines.length * LINE + 2 };
}

const widest = (lines: readonly string[]) =>
  Math.max(0, ...lines.map((line) => textWidth(line, FONT)));

/** At least `low`, else at most `high`: what starts on the canvas matters most. */
const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));
