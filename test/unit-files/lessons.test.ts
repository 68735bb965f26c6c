import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directivesOf } from '../../src/unit-files/directives/directives.ts';
import { lessonOf, lessonOfDirective } from '../../src/unit-files/lessons.ts';
import { RULES } from '../../src/unit-files/rules/advice/rules.ts';

const withoutNumber = (folder: string): string => folder.replace(/^[0-9]+-/, '');
const modules = readdirSync(new URL('../../lessons/', import.meta.url)).map(withoutNumber);

describe('lessons of the language service', () => {
  const sections = ['Unit', 'Socket', 'Service', 'Install'];
  const ofDirectives = sections.flatMap((section) =>
    directivesOf(257)
      .ofSection(section)
      .flatMap(({ key }) => lessonOfDirective(section, key) ?? []),
  );

  it('stand in a module of the course', () => {
    const slugs = [...ofDirectives, ...RULES.map(({ id }) => lessonOf(id) ?? id)];
    for (const slug of slugs) {
      const [module, lesson] = slug.split('/');
      expect(modules, slug).toContain(module);
      expect(lesson, slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    }
  });

  it('teach what a socket unit is made of', () => {
    expect(ofDirectives.length).toBeGreaterThan(70);
    expect(lessonOfDirective('Socket', 'ListenStream')).toBe('first-socket/listenstream');
    expect(lessonOfDirective('Socket', 'NoSuch')).toBeUndefined();
    expect(lessonOf('no-such-id')).toBeUndefined();
  });
});
