import fc from 'fast-check';
import type { UnitFile, UnitWorkspace } from '../../../src/unit-files/types.ts';

/** Real units changed the way people change them: cut off while typing, lines moved, letters off. */

type Change = (text: string) => fc.Arbitrary<string>;

const place = (text: string): fc.Arbitrary<number> => fc.nat(text.length);

const CHANGES: readonly Change[] = [
  (text) => place(text).map((at) => text.slice(0, at)),
  (text) => place(text).map((at) => text.slice(0, at) + text.slice(at + 1)),
  (text) =>
    fc
      .tuple(place(text), fc.constantFrom(...'\n \t=[]#;\\"\'%:-x0'))
      .map(([at, piece]) => text.slice(0, at) + piece + text.slice(at)),
  (text) =>
    place(text).map(
      (at) =>
        text.slice(0, at) +
        text
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        text.slice(at + 2),
    ),
  (text) =>
    fc.tuple(place(text), place(text)).map(([from, to]) => {
      const lines = text.split('\n');
      const [line = ''] = lines.splice(from % lines.length, 1);
      lines.splice(to % (lines.length + 1), 0, line);
      return lines.join('\n');
    }),
  (text) =>
    fc.tuple(place(text), place(text)).map(([from, to]) => {
      const lines = text.split('\n');
      const line = lines[from % lines.length] ?? '';
      const other = lines[to % lines.length] ?? '';
      const value = other.slice(other.indexOf('=') + 1);
      lines[from % lines.length] = line.includes('=')
        ? line.slice(0, line.indexOf('=') + 1) + value
        : other;
      return lines.join('\n');
    }),
  (text) => place(text).map((at) => text.replaceAll('\n', at % 2 ? '\r\n' : '\r')),
];

/** One of the units with one to three changes, the others around it. */
export function edited(units: readonly UnitFile[]): fc.Arbitrary<UnitWorkspace> {
  return fc
    .tuple(
      fc.nat(units.length - 1),
      fc.array(fc.nat(CHANGES.length - 1), { minLength: 1, maxLength: 3 }),
    )
    .chain(([index, changes]) => {
      const unit = units[index] ?? { name: 'a.service', content: '' };
      const content = changes.reduce<fc.Arbitrary<string>>(
        (text, change) => text.chain((one) => CHANGES[change]?.(one) ?? fc.constant(one)),
        fc.constant(unit.content),
      );
      const stem = unit.name.replace(/@?\.\w+$/, '');
      const companions = units.filter(
        ({ name }) => name !== unit.name && name.replace(/@?\.\w+$/, '') === stem,
      );
      return content.map((text) => ({ unit: { name: unit.name, content: text }, companions }));
    });
}

/** Every beginning of a unit, as it is typed. */
export function prefixes(unit: UnitFile, companions: readonly UnitFile[]): UnitWorkspace[] {
  return Array.from({ length: unit.content.length + 1 }, (_, end) => ({
    unit: { name: unit.name, content: unit.content.slice(0, end) },
    companions,
  }));
}
