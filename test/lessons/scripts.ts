import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A script a learner might run, and what the checks should say of it. */
export interface LearnerScript {
  readonly name: string;
  readonly text: string;
  /** The only check that fails; none for a correct solution. */
  readonly fails: string | undefined;
  /** A phrase of its hint; empty when no particular one is expected. */
  readonly hint: string | undefined;
}

/** All scripts of a folder. The lines `# fails: CHECK` and `# hint: PHRASE` say what is expected. */
export function readScripts(folder: URL): LearnerScript[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder.pathname, file), 'utf8');
      return {
        name: file.replace(/\.sh$/, ''),
        text,
        fails: /^# fails: (.+)$/m.exec(text)?.[1],
        hint: /^# hint: (.+)$/m.exec(text)?.[1],
      };
    });
}
