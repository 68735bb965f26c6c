/** The lesson workshop: `npm run lesson -- COMMAND …`. */
import { EngineError } from '../engines/engine.ts';
import { EngineHostError } from '../setup/engine-host.mjs';
import { type Command, print, UsageError } from './commands/command.ts';
import { listCommand } from './commands/list.ts';
import { newCommand } from './commands/new.ts';
import { recordCommand } from './commands/record.ts';
import { replayCommand } from './commands/replay.ts';
import { tryCommand } from './commands/try.ts';
import { LessonError } from './folder.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  new: newCommand,
  replay: replayCommand,
  record: recordCommand,
  try: tryCommand,
  list: listCommand,
};

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) {
    print(summary());
    return name === '' ? 0 : 2;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (!isOurs(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`${summary()}\n`);
    return 2;
  }
}

/** Errors that are written for whoever typed the command. */
function isOurs(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof LessonError ||
    error instanceof EngineError ||
    error instanceof EngineHostError ||
    (error instanceof TypeError &&
      'code' in error &&
      String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}

function summary(): string {
  const lines = Object.values(COMMANDS).map(
    ({ usage, summary }) => `  ${usage.padEnd(32)} ${summary}`,
  );
  return ['npm run lesson -- COMMAND', ...lines].join('\n');
}

process.exitCode = await main(process.argv.slice(2));
