import type { AdviceRule } from './advice.ts';
import { type Command, commandsOf, isFilter, isInterpreter, isShell } from './command.ts';
import { addSetting, setValue, type UnitView } from './unit-view.ts';

/** The reply goes to standard output, and that leads elsewhere. */
export const replyLost: AdviceRule = {
  id: 'reply-not-to-client',
  *check({ unit }) {
    if (unit.type !== 'service' || !readsConnection(unit)) return;
    const output = unit.last('Service', 'StandardOutput');
    if (!output || !/^(?:journal|kmsg|null)(?:\+console)?$/.test(output.value)) return;
    yield {
      span: output.span,
      message: `What the program writes goes to ${name(output.value)}, not to the client.`,
      detail: 'With StandardInput=socket the answer goes back over StandardOutput=socket.',
      fixes: [setValue(output, 'socket')],
    };
  },
};

/** Standard error follows standard output unless it is told otherwise. */
export const errorsToClient: AdviceRule = {
  id: 'errors-to-client',
  *check({ unit }) {
    if (unit.type !== 'service' || !readsConnection(unit)) return;
    const input = unit.last('Service', 'StandardInput');
    const output = unit.value('Service', 'StandardOutput');
    if (!input || (output && output !== 'socket' && output !== 'inherit')) return;
    // Daemons of the inetd kind log by syslog; these write to standard error.
    const [command] = commandsOf(unit.value('Service', 'ExecStart') ?? '');
    if (!command || !writesErrors(command)) return;
    const error = unit.last('Service', 'StandardError');
    if (error && error.value !== 'inherit' && error.value !== 'socket') return;
    const fix = error
      ? setValue(error, 'journal')
      : addSetting(unit, 'Service', 'StandardError=journal');
    yield {
      span: (error ?? input).span,
      severity: 'info',
      message: 'Error messages of the program go to the client too.',
      detail:
        'Standard error follows standard output. StandardError=journal keeps it on the machine.',
      fixes: fix ? [fix] : [],
    };
  },
};

function writesErrors(command: Command): boolean {
  const own = !/^\/(?:usr\/)?s?bin\//.test(command.words[0]?.text ?? '');
  return own || isFilter(command) || isShell(command) || isInterpreter(command);
}

function readsConnection(service: UnitView): boolean {
  return service.value('Service', 'StandardInput') === 'socket';
}

function name(output: string): string {
  if (output.startsWith('null')) return 'nowhere';
  return output.startsWith('kmsg') ? 'the kernel’s log' : 'the journal';
}
