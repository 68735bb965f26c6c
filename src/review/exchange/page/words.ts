/** What happened, in words. */
import type { FromAnki, FromText, Restored, Saved, SavedProfile } from '../desk.ts';

export function sayProfile({ name, entries, own }: SavedProfile): string {
  const cards = own > 0 ? `, ${count(own, 'card')} of your own` : '';
  return `Saved as ${name}: ${count(entries, 'entry', 'entries')} of your log${cards}, your settings and your progress.`;
}

export function sayRestored(file: string, result: Restored): string {
  const { entries, fresh, settingsChanged, progressChanged } = result;
  const came = [
    fresh > 0 ? `${count(fresh, 'entry', 'entries')} of ${number(entries)} were new here` : '',
    settingsChanged ? 'its settings are newer and hold now' : '',
    progressChanged ? 'your progress in the course has grown' : '',
  ].filter(Boolean);
  if (came.length === 0) return `${file} holds nothing that is not here already.`;
  return `${file} is taken in: ${came.join('; ')}. Nothing you had is lost.`;
}

export function saySaved({ name, notes, cards, own }: Saved): string {
  const mine = own > 0 ? `, ${number(own)} of them your own` : '';
  return `Saved as ${name}: ${count(notes, 'note')}${mine}, ${count(cards, 'card')}.`;
}

export function sayFromAnki(file: string, result: FromAnki): string {
  const { cards, foreign, fresh, known, impossible } = result;
  if (cards === 0) {
    return `${file} holds no card of this course (${count(foreign, 'other card')}). Nothing was taken in.`;
  }
  return sentences(
    fresh > 0
      ? `${count(fresh, 'review')} from ${file} came in.`
      : `${file} holds no review that is not here already.`,
    fresh > 0 && known > 0 && `${number(known)} were here already.`,
    foreign > 0 && `${count(foreign, 'card')} of other decks stayed out.`,
    impossible > 0 &&
      `${count(impossible, 'review')} with an impossible date or button stayed out.`,
  );
}

/** Rows that are named one by one. */
const NAMED_ROWS = 3;

export function sayFromText(file: string, result: FromText): string {
  const { added, changed, same, course, notes, skipped } = result;
  const named = skipped
    .slice(0, NAMED_ROWS)
    .map(({ line, why }) => `row ${line}: ${why}`)
    .join('; ');
  const more =
    skipped.length > NAMED_ROWS ? `; and ${number(skipped.length - NAMED_ROWS)} more` : '';
  return sentences(
    added > 0 && `${count(added, 'card')} from ${file} ${added === 1 ? 'is' : 'are'} yours now.`,
    changed > 0 && `${count(changed, 'card')} of yours changed.`,
    notes > 0 && `${count(notes, 'note')} beside cards of the course came in.`,
    added + changed + notes === 0 && `${file} brought nothing new.`,
    same > 0 && `${count(same, 'card')} of yours read so already.`,
    course > 0 &&
      `${count(course, 'row')} about cards of the course stayed as the course has them.`,
    skipped.length > 0 && `${count(skipped.length, 'row')} stayed out: ${named}${more}.`,
  );
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}

function sentences(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(' ');
}
