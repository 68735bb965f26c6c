import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LessonError } from '../folder.ts';
import { newLesson } from '../new-lesson.ts';
import { type Command, print, UsageError } from './command.ts';

const NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/;

export const newCommand: Command = {
  usage: 'new MODULE/SLUG',
  summary: 'lay out the folder of a new lesson, with an exercise that passes its replay',
  async run([name = '']) {
    const [, module, slug] = NAME.exec(name) ?? [];
    if (module === undefined || slug === undefined) {
      throw new UsageError('new needs MODULE/SLUG, for example first-socket/two-files.');
    }
    const modules = await readdir('lessons');
    const folder = modules.find((one) => withoutNumber(one) === module);
    if (folder === undefined) {
      throw new LessonError(
        'no-such-lesson',
        `There is no module ${module}. There are: ${modules.map(withoutNumber).join(', ')}`,
      );
    }
    const siblings = (await readdir(join('lessons', folder))).filter((one) => /^\d\d-/.test(one));
    if (siblings.some((one) => withoutNumber(one) === slug)) {
      throw new LessonError('bad-content', `The lesson ${name} exists already.`);
    }
    const last = Math.max(0, ...siblings.map((one) => Number(one.slice(0, 2))));
    const number = String(last + 1).padStart(2, '0');
    const path = join('lessons', folder, `${number}-${slug}`);
    for (const [file, content] of Object.entries(newLesson(slug))) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content, { flag: 'wx' });
    }
    print(`${path}/`);
    print(`Write lesson.mdx and exercise.yaml, then: npm run lesson -- replay ${slug}`);
    return 0;
  },
};

function withoutNumber(name: string): string {
  return name.replace(/^\d+-/, '');
}
