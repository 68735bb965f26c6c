/** What a "Run" button of the lesson may put on the terminal's input. Pure. */

export interface CommandRequest {
  readonly command: string;
  /** Press Enter as well: what a button that says "Run" means. */
  readonly run: boolean;
}

const MAX_COMMAND = 8 * 1024;

/** Reads the detail of a `lab:run` event, which runs unless it says not to; null: no command. */
export function parseRequest(detail: unknown): CommandRequest | null {
  if (typeof detail !== 'object' || detail === null || !('command' in detail)) return null;
  const { command } = detail;
  if (typeof command !== 'string' || command.trim() === '' || command.length > MAX_COMMAND) {
    return null;
  }
  return { command: plain(command), run: !('run' in detail && detail.run === false) };
}

/** Without control characters, so that text cannot end a bracketed paste or press keys. */
function plain(command: string): string {
  return command
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/**
 * The command as terminal input, or null when it cannot be typed without being run: several lines
 * need a shell that understands bracketed paste.
 */
export function inputFor({ command, run }: CommandRequest, bracketed: boolean): string | null {
  const lines = command.replaceAll('\n', '\r');
  const several = command.includes('\n');
  if (several && !bracketed && !run) return null;
  const typed = several && bracketed ? `\u001b[200~${lines}\u001b[201~` : lines;
  return run ? `${typed}\r` : typed;
}
