import type { Facts, FactsQuery } from '../machine/machine.ts';
import { isQuestion } from './unit.ts';
import { beyond, merge } from './wants.ts';

/** Of a unit: what the files alone decide, whatever is enabled and systemd was told since. */
const BY_FILES: ReadonlySet<string> = new Set(['LoadState', 'FragmentPath', 'DropInPaths']);

/**
 * What PID 1 makes of templates. It loads an instance to answer for one and forgets it afterwards,
 * which is the dearest of all questions, and tells of it as if something had happened. So it is
 * asked again only once a unit file has changed, or systemd was told to read its configuration anew.
 */
export class Templates {
  private files: string | undefined;
  private links: string | undefined;
  private asked: FactsQuery = {};
  private units: Facts['units'] = {};

  /** As `ask` answers the query. Rejects as `ask` does. */
  async read(query: FactsQuery, ask: (query: FactsQuery) => Promise<Facts>): Promise<Facts> {
    const units = Object.entries(query.units ?? {});
    const questions = Object.fromEntries(units.filter(([unit]) => isQuestion(unit)));
    if (Object.keys(questions).length === 0) return ask(query);
    const others = Object.fromEntries(units.filter(([unit]) => !isQuestion(unit)));
    const facts = await ask({ ...query, units: others, unitFiles: true });
    if (facts.unitFiles !== this.files) this.keep(() => false);
    else if (facts.unitLinks !== this.links) this.reloaded();
    this.files = facts.unitFiles;
    this.links = facts.unitLinks;
    const unknown = beyond({ units: questions }, this.asked);
    if (unknown) {
      const answers = await ask(unknown);
      for (const [unit, properties] of Object.entries(answers.units)) {
        this.units = { ...this.units, [unit]: { ...this.units[unit], ...properties } };
      }
      this.asked = merge([this.asked, unknown]);
    }
    const answered = Object.entries(questions).map(([unit, wanted]) => {
      const known = Object.entries(this.units[unit] ?? {});
      return [unit, Object.fromEntries(known.filter(([name]) => wanted.includes(name)))] as const;
    });
    return { ...facts, units: { ...facts.units, ...Object.fromEntries(answered) } };
  }

  /** systemd has read its configuration anew: defaults may be others. */
  reloaded(): void {
    this.keep((name) => BY_FILES.has(name));
  }

  private keep(holds: (property: string) => boolean): void {
    const asked = Object.entries(this.asked.units ?? {});
    this.asked = {
      units: Object.fromEntries(asked.map(([unit, names]) => [unit, names.filter(holds)])),
    };
    const told = Object.entries(this.units).map(
      ([unit, all]) =>
        [unit, Object.fromEntries(Object.entries(all).filter(([name]) => holds(name)))] as const,
    );
    this.units = Object.fromEntries(told);
  }
}
