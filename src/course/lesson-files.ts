/** What stands beside a lesson's text: recorded outputs and the trees of its exercise. */
import { parse } from 'yaml';
import { Output, OutputCommands } from '../schemas/outputs.ts';
import { CourseError } from './folder.ts';

const files = import.meta.glob<string>('/lessons/*/*/{start,solution,outputs}/**', {
  query: '?raw',
  import: 'default',
});

async function read(path: string): Promise<string | null> {
  return (await files[`/lessons/${path}`]?.()) ?? null;
}

/** A file of the exercise as it starts or as its solution has it; `path` is the machine's. */
export function readTree(
  folder: string,
  tree: 'start' | 'solution',
  path: string,
): Promise<string | null> {
  return read(`${folder}/${tree}${path}`);
}

export interface RecordedOutput {
  readonly output: Output;
  readonly explain: readonly { readonly match: string; readonly says: string }[];
}

/** An output the lesson shows, as a real machine printed it. Throws {@link CourseError}. */
export async function readOutput(folder: string, id: string): Promise<RecordedOutput> {
  const record = await read(`${folder}/outputs/${id}.json`);
  const commands = await read(`${folder}/outputs/commands.yaml`);
  if (record === null || commands === null) {
    const missing = record === null ? `${id}.json` : 'commands.yaml';
    throw new CourseError(
      'no-output',
      `lessons/${folder}/lesson.mdx shows the output ${id}, and outputs/${missing} does not exist. ` +
        'Declare it in outputs/commands.yaml, then run: npm run lesson -- record',
    );
  }
  const steps = OutputCommands.parse(parse(commands)).flatMap((machine) => machine.steps);
  const step = steps.find((candidate) => candidate.id === id);
  return { output: Output.parse(JSON.parse(record)), explain: step?.explain ?? [] };
}

/** The output that cards name as `module/lesson#id`. Throws {@link CourseError}. */
export async function readNamedOutput(
  name: string,
  lessons: readonly { readonly path: string; readonly folder: string }[],
): Promise<Output> {
  const [path, id = ''] = name.split('#');
  const lesson = lessons.find((candidate) => candidate.path === path);
  if (!lesson) {
    throw new CourseError(
      'no-output',
      `A card shows the output ${name}, whose lesson has no page.`,
    );
  }
  return (await readOutput(lesson.folder, id)).output;
}
