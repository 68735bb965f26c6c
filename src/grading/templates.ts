import type { Facts, FactsQuery } from '../machine/machine.ts';
import { isQuestion } from './unit.ts';
import { beyond, merge } from './wants.ts';

/**
 * What PID 1 makes of templates. It loads an instance to answer for one and forgets it afterwards,
 * which is the dearest of all questions, and tells of it as if something had happened. So it is
 * asked again only once a unit file has changed, or systemd was told to read its configuration anew.
 */
export class Templates {
  private known: string | undefined;
  private asked: FactsQuery = {};
  private units: Facts['units'] = {};

  /** As `ask` answers the query. Rejects as `ask` does. */
  async read(query: FactsQuery, ask: (query: FactsQuery) => Promise<Facts>): Promise<Facts> {
    const units = Object.entries(query.units ?? {});
    const questions = Object.fromEntries(units.filter(([unit]) => isQuestion(unit)));
    if (Object.keys(questions).length === 0) return ask(query);
    const others = Object.fromEntries(units.filter(([unit]) => !isQuestion(unit)));
    const facts = await ask({ ...query, units: others, unitFiles: true });
    const now = `${facts.unitFiles} ${facts.unitLinks}`;
    if (now !== this.known) this.forget();
    this.known = now;
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

  /** systemd has read its configuration anew. */
  forget(): void {
    this.known = undefined;
    this.asked = {};
    this.units = {};
  }
}
