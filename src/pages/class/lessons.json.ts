import { getCollection } from 'astro:content';
import { offeredLessons } from '../../classroom/lessons.ts';
import { readCourseMap } from '../../course/content.ts';

/** What a class can be made of, for the instructor's screens. */
export async function GET(): Promise<Response> {
  const [map, exercises] = await Promise.all([readCourseMap(), getCollection('exercises')]);
  return Response.json(offeredLessons(map, new Map(exercises.map(({ id, data }) => [id, data]))));
}
