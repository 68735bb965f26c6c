/** Names of sessions in a tab: they say for which exercise, since nobody else remembers. */
const PREFIX = 'tab:';

export const localId = (exercise: string, word: string): string => `${PREFIX}${exercise}:${word}`;

/** The exercise of a session in a tab; undefined: the session is none of a tab's. */
export function exerciseOf(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length).split(':')[0] : undefined;
}
