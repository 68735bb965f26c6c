import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { readStart } from '../../course/machine-tree.ts';
import type { ServedExercise } from '../../schemas/served-exercise.ts';

export const getStaticPaths = (async () => {
  const exercises = await getCollection('exercises');
  return exercises.map(({ id: folder, data }) => ({
    params: { id: data.id },
    props: { folder, data },
  }));
}) satisfies GetStaticPaths;

/** One exercise for the machine in the tab, which has no backend to prepare it. */
export const GET: APIRoute = async ({ props }) => {
  const { files, ...start } = await readStart(`lessons/${props.folder}`);
  const served: ServedExercise = {
    exercise: props.data,
    start: {
      ...start,
      files: files.map(({ path, content, mode = 0o644, user = 'root' }) => ({
        path,
        content: Buffer.from(content).toString('base64'),
        mode,
        user,
      })),
    },
  };
  return Response.json(served);
};
