import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileWrite, Machine } from '../../src/machine/machine.ts';
import { Output, type OutputCommands } from '../../src/schemas/outputs.ts';
import { prepare } from '../../src/session/prepare.ts';
import type { Engine } from '../engines/engine.ts';
import { LessonError, type LessonFolder } from './folder.ts';
import { normalise } from './normalise.ts';
import { bootMachine, putFiles, runAsLearner } from './trial.ts';

type Setting = OutputCommands[number];
type Step = Setting['steps'][number];

/** An output as a machine gives it now, with the step that asked for it. */
export interface Taken {
  readonly step: Step;
  readonly output: Output;
}

/**
 * Runs the commands whose outputs a lesson shows, on machines of their own. Throws LessonError when
 * a command exits with another status than its step says.
 */
export async function takeOutputs(engine: Engine, lesson: LessonFolder): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for (const setting of lesson.outputs) {
    const machine = await bootMachine(engine);
    try {
      taken.push(...(await takeFrom(machine, lesson, setting)));
    } finally {
      await machine.dispose();
    }
  }
  return taken;
}

/** What stands in the lesson's folder for an output; undefined when nothing that can be read does. */
export async function readOutput(lesson: LessonFolder, id: string): Promise<Output | undefined> {
  const text = await readFile(fileOf(lesson, id), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = Output.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

/** Whether a recorded output still is what a machine answers, but for what differs in every run. */
export function matches(recorded: Output, { step, output }: Taken): boolean {
  const shape = ({ text, exitCode, command }: Output) => {
    const lines = normalise(text, step.volatile).split('\n');
    return JSON.stringify([command, exitCode, step.unordered ? lines.sort() : lines]);
  };
  return shape(recorded) === shape(output);
}

/** Records outputs; those of which only volatile parts changed are left alone. Their ids. */
export async function recordOutputs(
  lesson: LessonFolder,
  taken: readonly Taken[],
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const one of taken) {
    const { id } = one.output;
    const before = await readOutput(lesson, id);
    if (before && matches(before, one)) continue;
    await writeFile(fileOf(lesson, id), `${JSON.stringify(one.output, undefined, 2)}\n`);
    written.push(id);
  }
  return written;
}

async function takeFrom(
  machine: Machine,
  lesson: LessonFolder,
  setting: Setting,
): Promise<Taken[]> {
  const { signal } = new AbortController();
  await prepare(machine, [], { start: lesson.start, saved: [] }, signal);
  await putFiles(machine, treeOf(lesson, setting.from));
  const systemd = await version(machine);
  const taken: Taken[] = [];
  for (const step of setting.steps) {
    const done = await runAsLearner(machine, `exec 2>&1\n${step.run}\n`);
    if (done.exitCode !== step.exitCode) {
      throw new LessonError(
        'bad-content',
        `${lesson.path}/outputs/commands.yaml: ${step.run}\nexits with ${done.exitCode}, not ${step.exitCode}:\n${done.stdout}`,
      );
    }
    if (step.id === undefined) continue;
    const output: Output = {
      id: step.id,
      command: step.run,
      text: done.stdout.replace(/\n+$/, ''),
      exitCode: done.exitCode,
      systemd,
      release: machine.info.release,
    };
    taken.push({ step, output });
  }
  return taken;
}

function treeOf(lesson: LessonFolder, from: Setting['from']): readonly FileWrite[] {
  if (from === 'start') return [];
  if (from === 'solution') return lesson.solution.files;
  const name = from.replace(/^mistakes\//, '');
  const mistake = lesson.mistakes.find((one) => one.name === name);
  if (mistake) return mistake.files;
  throw new LessonError(
    'bad-content',
    `${lesson.path}/outputs/commands.yaml: there is no ${from} to record from.`,
  );
}

/** systemd's full version, as the distribution names it. */
async function version(machine: Machine): Promise<string> {
  const { stdout } = await machine.exec(['/usr/bin/systemctl', '--version']);
  return /\((.+)\)/.exec(stdout)?.[1] ?? String(machine.info.systemd);
}

function fileOf(lesson: LessonFolder, id: string): string {
  return join(lesson.path, 'outputs', `${id}.json`);
}
