/** The course as it stands in lessons/, read through Astro's content collections. */
import { getCollection, getEntry } from 'astro:content';
import { courseMap, type MapPart } from './map.ts';

let map: Promise<readonly MapPart[]> | undefined;

/** Read once per build; again on every call while developing. */
export function readCourseMap(): Promise<readonly MapPart[]> {
  if (import.meta.env.DEV) return readMap();
  map ??= readMap();
  return map;
}

async function readMap(): Promise<readonly MapPart[]> {
  const [modules, lessons] = await Promise.all([
    getCollection('modules'),
    getCollection('lessons'),
  ]);
  return courseMap(
    modules.map(({ id, data }) => ({ folder: id, module: data })),
    await Promise.all(
      lessons.map(async ({ id, data }) => ({
        folder: id,
        lesson: data,
        checks: (await getEntry('exercises', id))?.data.checks.length ?? 0,
      })),
    ),
  );
}
