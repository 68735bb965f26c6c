import type { Volatile } from '../../src/schemas/outputs.ts';

/** What differs from run to run in the outputs of the commands a lesson shows. */
const BUILT_IN: readonly Volatile[] = [
  // status: "Sat 2026-11-22 03:45:05 UTC"; journal: "Nov 22 03:45:05 lab"
  {
    pattern: '\\b[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [A-Z]{3,4}\\b',
    as: 'TIME',
  },
  { pattern: '\\b[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d(?::\\d\\d)?(?= \\S)', as: 'TIME' },
  {
    pattern: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.,\\d]*(?:Z|[+-]\\d\\d:?\\d\\d)',
    as: 'TIME',
  },
  // "1min 3s ago", "69ms ago", "CPU: 4ms"
  { pattern: '(?:\\d+(?:\\.\\d+)?(?:us|ms|s|min|h|day|days)\\s?)+(?= (?:ago|left))', as: 'SPAN' },
  { pattern: '(?<=(?:CPU|Duration): )(?:[\\d.]+(?:us|ms|s|min|h) ?)+', as: 'SPAN' },
  { pattern: '(?<=Consumed )[\\d.]+(?:us|ms|s)(?= CPU)', as: 'SPAN' },
  { pattern: '(?<=Memory: )[\\d.]+[KMGB]+', as: 'SIZE' },
  // Processes other than PID 1, and their descriptors
  { pattern: '(?<=\\w\\)?\\[)(?!1\\])\\d+(?=\\])', as: 'PID' },
  { pattern: '(?<=\\b(?:pid=|PID: |PID |MainPID=|ExecMainPID=))(?!1\\b)[1-9]\\d*', as: 'PID' },
  { pattern: '(?<=\\bfd=)\\d+', as: 'FD' },
  { pattern: '(?<=\\b(?:ino:|socket:\\[))\\d+', as: 'INODE' },
  // Ephemeral ports of clients (ip(7), ip_local_port_range)
  { pattern: '(?<=[\\d\\]]:)(?:3[2-9]|4\\d|5\\d|60)\\d{3}\\b', as: 'PORT' },
  { pattern: '(?<=sin6?_port=htons\\()(?:3[2-9]|4\\d|5\\d|60)\\d{3}(?=\\))', as: 'PORT' },
  { pattern: '\\b[0-9a-f]{32}\\b', as: 'ID' },
];

/**
 * An output with all that differs from run to run replaced, to compare with another of the same
 * command. Blanks count as one: columns are as wide as the longest number in them.
 */
export function normalise(text: string, volatile: readonly Volatile[] = []): string {
  return [...volatile, ...BUILT_IN]
    .reduce((rest, { pattern, as }) => rest.replace(new RegExp(pattern, 'gmu'), as), text)
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ $/gm, '');
}
