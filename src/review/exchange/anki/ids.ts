/** Ids that are the same in every export: Anki takes them for times of creation, in ms. */
import { sha1 } from '../sha1.ts';

/** Between 2014 and 2017: its importer refuses ids from the future. */
const FIRST = 1_400_000_000_000;
const SPAN = 100_000_000_000;

/** Made from the name alone. */
export function stableId(name: string): number {
  return FIRST + (Number.parseInt(sha1(name).slice(0, 12), 16) % SPAN);
}

/** Gives each name its stable id, or, if another name has it already, the next one that is free. */
export class UniqueIds {
  private readonly taken = new Set<number>();

  take(name: string): number {
    return this.claim(stableId(name));
  }

  claim(wanted: number): number {
    let id = wanted;
    while (this.taken.has(id)) id++;
    this.taken.add(id);
    return id;
  }
}
