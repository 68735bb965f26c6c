import { type Assignment, valueSpan } from '../../parser/document.ts';
import type { AdviceRule, Remark, SpanFix } from './advice.ts';
import { type Command, commandsOf, isShell, programName } from './command.ts';

/** A program that opens the port systemd already holds. */
export const bindsItself: AdviceRule = {
  id: 'program-binds-itself',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'service') return;
    const [socket] = around.socketsOf(unit);
    const start = unit.last('Service', 'ExecStart');
    const [command] = commandsOf(start?.value ?? '');
    if (!socket || !start || !command || !opensListener(command)) return;
    yield {
      span: valueSpan(start, command.from, command.to),
      message: `${programName(command)} opens a listener of its own, but ${socket.name} already has one.`,
      detail:
        'Behind a socket the program takes the listener or the connection from systemd instead of binding.',
    };
  },
};

/** LISTEN_PID names the process systemd started; the shell’s child is another one. */
export const shellHidesDescriptors: AdviceRule = {
  id: 'shell-hides-descriptors',
  *check(around) {
    const { unit } = around;
    if (unit.type !== 'service' || unit.isTemplate || around.socketsOf(unit).length === 0) return;
    const input = unit.value('Service', 'StandardInput');
    if (input === 'socket' || input?.startsWith('fd:')) return;
    const start = unit.last('Service', 'ExecStart');
    const [command] = commandsOf(start?.value ?? '');
    if (start && command) yield* inShell(start, command);
  },
};

function* inShell(start: Assignment, command: Command): Iterable<Remark> {
  const flag = command.words.findIndex((word) => /^-[a-z]*c$/.test(word.text));
  const script = command.words[flag + 1];
  if (!isShell(command) || flag < 1 || !script || /\bexec\b/.test(script.text)) return;
  // bash takes the place of the last command by itself; sh does not.
  const piped = /(?<!\|)\|(?!\|)/.test(script.text);
  if (programName(command) === 'bash' && !piped) return;
  const simple = script.quoted && !/[;&|\n`]|\$\(/.test(script.text);
  const at = { ...valueSpan(start, script.from + 1, script.from + 1) };
  const fix: SpanFix = { title: 'Add exec', edits: [{ span: at, text: 'exec ' }] };
  yield {
    span: valueSpan(start, script.from, script.to),
    severity: 'info',
    message: 'LISTEN_PID names the shell; a program it starts as its child ignores the sockets.',
    detail: 'exec makes the program take the shell’s place, and its PID.',
    fixes: simple ? [fix] : [],
  };
}

function opensListener(command: Command): boolean {
  const args = command.words.slice(1).map((word) => word.text);
  switch (programName(command)) {
    case 'nc':
    case 'ncat':
    case 'netcat':
      return args.some((arg) => /^(?:-[a-zA-Z]*l[a-zA-Z]*|--listen)$/.test(arg));
    case 'socat':
      return args.some((arg) => /^(?:TCP|UDP|UNIX|SCTP)[0-9]?-(?:LISTEN|RECV)/i.test(arg));
    default:
      return false;
  }
}
