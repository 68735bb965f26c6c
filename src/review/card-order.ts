/** The cards in the order of the course, and which of them belong to one note. */
import { type Keyed, noteOf } from './cards.ts';

export class CardOrder {
  readonly keys: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly notes: readonly number[];
  private readonly byNote: readonly (readonly string[])[];

  constructor(cards: readonly Keyed[]) {
    const numbers = new Map<string, number>();
    const notes: number[] = [];
    const byNote: string[][] = [];
    for (const { key } of cards) {
      const name = noteOf(key);
      const number = numbers.get(name) ?? byNote.push([]) - 1;
      numbers.set(name, number);
      notes.push(number);
      byNote[number]?.push(key);
    }
    this.keys = cards.map(({ key }) => key);
    this.places = new Map(this.keys.map((key, place) => [key, place]));
    this.notes = notes;
    this.byNote = byNote;
  }

  /** -1 for cards the course does not have. */
  place(key: string): number {
    return this.places.get(key) ?? -1;
  }

  /** The number of the note whose card is at `place`. */
  note(place: number): number {
    return this.notes[place] ?? -1;
  }

  /** The other cards of the note. */
  siblings(key: string): readonly string[] {
    const all = this.byNote[this.note(this.place(key))] ?? [];
    return all.filter((other) => other !== key);
  }
}
