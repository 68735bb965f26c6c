/** The commands of which lessons hold an output, read from lessons/. */
import { Output } from '../schemas/outputs.ts';
import type { RecordedCommand } from './commands.ts';

const files = import.meta.glob<unknown>('/lessons/*/*/outputs/*.json', { import: 'default' });

/** In the order of the lessons' folders. */
export function readRecordedCommands(): Promise<readonly RecordedCommand[]> {
  return Promise.all(
    Object.entries(files).map(async ([path, read]) => ({
      folder: path.split('/').slice(2, 4).join('/'),
      command: Output.parse(await read()).command,
    })),
  );
}
