import { valueSpan } from '../../parser/document.ts';
import type { AdviceRule } from './advice.ts';
import { commandsOf, programName } from './command.ts';

/** Only the machine can tell which programs it has; what it said stands in the workspace. */
export const programMissing: AdviceRule = {
  id: 'program-missing',
  *check({ unit, missing }) {
    if (missing.length === 0) return;
    for (const setting of unit.document.items) {
      if (setting.kind !== 'assignment' || !/^Exec[A-Z]/.test(setting.key)) continue;
      for (const { words } of commandsOf(setting.value)) {
        const [program] = words;
        if (!program || !missing.includes(program.text)) continue;
        yield {
          span: valueSpan(setting, program.from, program.to),
          message: `The machine has no program ${program.text}.`,
          detail:
            'The unit loads, and fails with status 203/EXEC when it starts. Look for the program with command -v.',
        };
      }
    }
  },
};

/** A system service is root until User= says otherwise. */
export const sudoInService: AdviceRule = {
  id: 'sudo-in-service',
  *check({ unit }) {
    if (unit.type !== 'service') return;
    for (const setting of unit.all('Service')) {
      if (!/^Exec[A-Z]/.test(setting.key)) continue;
      for (const command of commandsOf(setting.value)) {
        const [program] = command.words;
        if (!program || programName(command) !== 'sudo') continue;
        yield {
          span: valueSpan(setting, program.from, program.to),
          message: 'sudo has nothing to do here: who runs the program is said by User=.',
          detail: 'Without User= it is root. sudo only puts one more process in between.',
          severity: 'info',
        };
      }
    }
  },
};
