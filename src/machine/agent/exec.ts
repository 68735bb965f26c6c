import { type ExecOptions, type ExecResult, MachineError } from '../machine.ts';
import { ExecAnswer, readAnswer } from './answers.ts';
import { runCall } from './call.ts';
import { AbsentError } from './channel.ts';
import type { AgentLink } from './link.ts';
import { Call } from './protocol.ts';

const DEFAULT_MAX_BYTES = 1024 * 1024;

type LimitedExec = ExecOptions & { readonly timeoutMs: number };

const utf8 = new TextEncoder();

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function fieldsOf(argv: readonly string[], options: LimitedExec): [string, string][] {
  const fields: [string, string][] = argv.map((word) => ['a', word]);
  for (const [name, value] of Object.entries(options.env ?? {})) {
    fields.push(['e', `${name}=${value}`]);
  }
  fields.push(['u', options.user ?? 'root'], ['c', options.cwd ?? '/']);
  fields.push(['t', String(Math.ceil(options.timeoutMs))]);
  fields.push(['m', String(options.maxBytes ?? DEFAULT_MAX_BYTES)]);
  if (options.stdin === undefined) fields.push(['n', '']);
  return fields;
}

/**
 * Runs one command without a shell: see `Machine.exec`. At the timeout, and when it is called off,
 * the command's whole session is killed, pipelines and background jobs included. A process that
 * has made itself a session of its own has left, as a daemon does, and stays.
 */
export async function exec(
  link: AgentLink,
  argv: readonly string[],
  options: LimitedExec,
): Promise<ExecResult> {
  const fields = fieldsOf(argv, options);
  if (fields.some(([, text]) => text.includes('\0'))) {
    throw new MachineError(
      'cannot-run',
      'A command, its arguments and its environment hold no NUL.',
    );
  }
  const { stdin } = options;
  const input = typeof stdin === 'string' ? utf8.encode(stdin) : stdin;
  try {
    const { answer, output, errors } = await runCall(link, {
      call: Call.exec,
      fields,
      signal: options.signal,
      silenceMs: options.timeoutMs + link.patienceMs,
      outputLimit: options.maxBytes ?? DEFAULT_MAX_BYTES,
      ...(input === undefined ? {} : { input: [input] }),
    });
    return {
      ...readAnswer(ExecAnswer, answer),
      stdout: decode(output),
      stderr: decode(errors),
    };
  } catch (error) {
    if (error instanceof AbsentError) throw new MachineError('cannot-run', error.message);
    throw error;
  }
}
